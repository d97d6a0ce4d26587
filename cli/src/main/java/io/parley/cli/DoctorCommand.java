package io.parley.cli;

import io.parley.cli.doctor.Doctor;
import io.parley.cli.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks this machine and says what to do. */
@Command(name = "doctor",
    description = "Checks Java, its flags, SIMD, memory, ports, clock, disk and randomness, and says what to do.")
final class DoctorCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    return report(Doctor.examine(), spec.commandLine().getOut());
  }

  /** Prints the findings and returns the exit code: 1 if something fails. */
  static int report(List<Finding> findings, PrintWriter out) {
    Table table = new Table("", "", "");
    for (Finding f : findings) {
      table.row(f.mark().symbol(), f.check(), f.remedy().isEmpty() ? f.found() : f.found() + " → " + f.remedy());
    }
    table.print(out);
    boolean failed = findings.stream().anyMatch(f -> f.mark() == Finding.Mark.FAIL);
    out.println(failed ? "This machine cannot run Parley yet." : "This machine can run Parley.");
    out.flush();
    return failed ? 1 : 0;
  }
}
