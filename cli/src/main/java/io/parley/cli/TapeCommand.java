package io.parley.cli;

import picocli.CommandLine.Command;

/** Offline work made beforehand. */
@Command(name = "tape",
    description = "Makes, lists and burns tapes: what a provider deals for a run, made beforehand and kept by the parties.",
    subcommands = {TapeMakeCommand.class, TapeListCommand.class, TapeBurnCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class TapeCommand {}
