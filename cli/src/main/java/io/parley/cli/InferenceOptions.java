package io.parley.cli;

import io.parley.cli.Inference.Task;
import io.parley.client.RunMode;
import io.parley.config.Link;
import io.parley.plan.BadRequestException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command has that classifies images. */
final class InferenceOptions {
  @Mixin
  private ModelOptions model;

  @Option(names = "--warmup", paramLabel = "RUNS",
      description = "Runs before those that count. Default: 1; 0 where each takes a tape made beforehand.")
  private Optional<Integer> warmups = Optional.empty();

  @Option(names = "--stream",
      description = "Lets the provider deal while the parties compute: sooner done, but the phases cannot be told apart. "
          + "Always so for a tape of more than 1 GB.")
  private boolean stream;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  /**
   * @param link between the roles
   */
  Task task(String file, Path images, Path labels, int count, Link link) {
    return task(file, images, labels, count, link, stream ? RunMode.STREAM : RunMode.APART);
  }

  /** With tapes made beforehand. */
  Task taskWithTapes(String file, Path images, Path labels, int count, Link link) {
    if (stream) {
      throw new BadRequestException("--stream deals while the parties compute, --tape takes what was dealt beforehand. "
          + "Choose one of them");
    }
    return task(file, images, labels, count, link, RunMode.STORED);
  }

  private Task task(String file, Path images, Path labels, int count, Link link, RunMode mode) {
    json().ifPresent(OutputFile::checkWritable);
    return new Task(file, model.task(mode, link), images, labels, count,
        warmups.orElse(mode == RunMode.STORED ? 0 : 1));
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }
}
