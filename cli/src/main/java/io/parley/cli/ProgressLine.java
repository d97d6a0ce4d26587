package io.parley.cli;

import io.parley.client.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Tells how far a command has come: a bar on a terminal, lines elsewhere. Safe for use by several threads. */
public final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean isTerminal;
  private final int total;
  private final String things;
  private int done;
  private String step = "";
  private boolean isOpen;

  /**
   * @param total how many things there are to do
   * @param things what they are, in the plural
   */
  public ProgressLine(PrintWriter err, boolean isTerminal, int total, String things) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.total = total;
    this.things = things;
  }

  /** A bar if someone watches who can see it move. */
  public static ProgressLine of(PrintWriter err, int total, String things) {
    boolean watched = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new ProgressLine(err, watched && !"dumb".equals(System.getenv("TERM")), total, things);
  }

  /** Something begins. */
  public synchronized void step(String name) {
    step = name;
    if (isTerminal) {
      draw(name);
    } else {
      err.println(name);
      err.flush();
    }
  }

  /** Says something that stays on the screen. */
  public synchronized void say(String line) {
    err.println((isOpen ? CLEAR : "") + line);
    err.flush();
    isOpen = false;
  }

  /** A run has come to a phase. */
  public void phase(Progress progress) {
    phase(progress.name().toLowerCase(Locale.ROOT));
  }

  public synchronized void phase(String name) {
    if (isTerminal) {
      draw(step + ": " + name);
    }
  }

  /** A run waits for its turn: the coordinator has others going on. */
  public synchronized void place(int inQueue) {
    String text = "waiting for other runs, place " + inQueue + " in the queue";
    if (isTerminal) {
      draw(step + ": " + text);
    } else {
      err.println(text);
      err.flush();
    }
  }

  /** So many things are done. */
  public synchronized void done(int count) {
    done = count;
    if (!isTerminal) {
      err.println(done + " of " + total + " " + things + " done");
      err.flush();
    }
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    if (isOpen) {
      err.print(CLEAR);
      err.flush();
      isOpen = false;
    }
  }

  private void draw(String text) {
    int filled = (int) ((long) WIDTH * done / total);
    err.print(CLEAR + "[" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + "] " + done + "/" + total + "  " + text);
    err.flush();
    isOpen = true;
  }
}
