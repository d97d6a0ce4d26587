package io.parley.benchmarks.jmh;

import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks from JMH's own command line, with the JVM flags that Parley needs. The arguments are JMH's own, for example
 * {@code Matmul -p size=1024}; {@code -h} lists them.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
    CommandLineOptions options = new CommandLineOptions(args);
    if (options.shouldHelp()) {
      options.showHelp();
      return;
    }
    Runner runner = new Runner(new OptionsBuilder().parent(options).jvmArgsPrepend(Kernels.JVM_OPTIONS).build());
    if (options.shouldList()) {
      runner.list();
    } else {
      runner.run();
    }
  }
}
