package io.parley.cli.doctor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Examines the machine and the JVM it runs in. */
public final class Doctor {
  /** A question to the machine; one that throws has failed. */
  record Check(String name, Callable<Finding> question) {
    Finding ask() {
      try {
        return question.call();
      } catch (Exception e) {
        return Finding.fail(name, e.toString(), "see the message");
      }
    }
  }

  private Doctor() {}

  /** Asks everything; takes a few seconds, most of them for the compiler to warm up. */
  public static List<Finding> examine() {
    return Stream.of(JavaChecks.all(), MachineChecks.all(), NetworkChecks.all()).flatMap(List::stream)
        .map(Check::ask).toList();
  }
}
