package io.parley.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What a node says of itself when it joins a cluster.
 *
 * @param program the version of the build, like "0.1.0"
 * @param wire what it says to other nodes, and how; {@link #WIRE}
 */
public record Version(String program, int wire) {
  /**
   * Counts the languages that nodes have spoken among each other: control messages and their Kryo ids, the steps of a
   * session, frames and their sealing. Raise it with the first change after a release that a node of that release would
   * not understand.
   */
  public static final int WIRE = 2;
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9._+-]{1,64}");
  private static final String DEVELOPMENT = "development";
  private static final String SNAPSHOT = "-SNAPSHOT";

  public Version {
    if (!PROGRAM.matcher(program).matches()) { // it comes from others too, and goes into logs
      throw new IllegalArgumentException("A version has 1 to 64 letters, digits, '.', '_', '+' and '-'");
    }
  }

  /** That of the build, or "development" where classes were not built by Maven. */
  public static Version ofThisBuild() {
    Properties built = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        built.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String program = built.getProperty("version", DEVELOPMENT);
    return new Version(program.isBlank() || program.startsWith("${") ? DEVELOPMENT : program, WIRE);
  }

  /**
   * Whether nodes of both can be in one cluster: releases if they have the wire in common; what is built between
   * releases, when the wire is still in flux, only with its like. Nodes that each work with a third one so work with each
   * other.
   */
  public boolean worksWith(Version other) {
    return wire == other.wire && (program.equals(other.program) || (isRelease() && other.isRelease()));
  }

  private boolean isRelease() {
    return !program.equals(DEVELOPMENT) && !program.endsWith(SNAPSHOT);
  }

  /** "0.1.0 (wire 1)". */
  @Override
  public String toString() {
    return program + " (wire " + wire + ")";
  }
}
