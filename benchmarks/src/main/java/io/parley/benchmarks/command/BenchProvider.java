package io.parley.benchmarks.command;

import io.parley.cli.CommandProvider;

/** Registers {@code parley bench}. */
public final class BenchProvider implements CommandProvider {
  @Override
  public Object command() {
    return new BenchCommand();
  }
}
