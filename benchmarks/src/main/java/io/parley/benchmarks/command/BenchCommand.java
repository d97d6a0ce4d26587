package io.parley.benchmarks.command;

import picocli.CommandLine.Command;

/** Measurements on a cluster of this machine. */
@Command(name = "bench", description = "Measures on this machine, each node a process of its own.",
    subcommands = {BenchOpsCommand.class, BenchModelsCommand.class, BenchKernelsCommand.class,
        BenchTransportCommand.class, BenchSessionsCommand.class, BenchSuiteCommand.class, BenchReportCommand.class,
        BenchCompareCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {}
