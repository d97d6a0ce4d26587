package io.parley.cli;

import io.parley.cli.local.JvmOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs one {@code parley} command after the other, which saves the start of one for each. */
final class WarmCli implements AutoCloseable {
  /** Where this class is. */
  private static final Path TESTS = Path
      .of(URI.create(WarmCli.class.getProtectionDomain().getCodeSource().getLocation().toString()));

  private final Process process;
  private final DataOutputStream commands;
  private final DataInputStream results;

  /**
   * @param directory where the commands run
   */
  WarmCli(Path directory, List<String> javaOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.ofAll().toList());
    command.addAll(Cli.archived("infer", javaOptions));
    command.addAll(List.of("-D" + Home.PROPERTY + "=" + Cli.HOME, "-D" + JvmOptions.LIB + "=" + Cli.LIB, "-cp",
        Cli.classPath("infer") + File.pathSeparator + TESTS, WarmCli.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(JvmOptions.VARIABLE, String.join(" ", Cli.archived("node", javaOptions)));
    process = builder.start();
    commands = new DataOutputStream(process.getOutputStream());
    results = new DataInputStream(process.getInputStream());
  }

  Cli.Result run(String... args) throws IOException {
    commands.writeInt(args.length);
    for (String arg : args) {
      commands.writeUTF(arg);
    }
    commands.flush();
    return new Cli.Result(results.readInt(), results.readUTF(), results.readUTF());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The other JVM's side. What a command prints past its writers is caught too. */
  public static void main(String[] args) throws IOException {
    DataInputStream commands = new DataInputStream(System.in);
    DataOutputStream results = new DataOutputStream(System.out);
    while (true) {
      String[] command;
      try {
        command = new String[commands.readInt()];
      } catch (EOFException e) {
        return;
      }
      for (int i = 0; i < command.length; i++) {
        command[i] = commands.readUTF();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      results.writeInt(Main.run(printer(System.out), printer(System.err), command));
      results.writeUTF(out.toString(StandardCharsets.UTF_8));
      results.writeUTF(err.toString(StandardCharsets.UTF_8));
      results.flush();
    }
  }

  private static PrintWriter printer(PrintStream to) {
    return new PrintWriter(to, true, StandardCharsets.UTF_8);
  }
}
