package io.parley.cli;

import io.parley.actors.RunMode;
import io.parley.cli.Inference.Task;
import io.parley.protocols.Protocols;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has that classifies images. */
final class InferenceOptions {
  @Option(names = "--batch", paramLabel = "B", defaultValue = "128",
      description = "How many images go together. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(names = "--protocol", paramLabel = "P", defaultValue = Protocols.DEFAULT,
      description = "The protocol. Default: ${DEFAULT-VALUE}.")
  private String protocol;

  @Option(names = "--warmup", paramLabel = "RUNS", defaultValue = "1",
      description = "Runs before those that count. Default: ${DEFAULT-VALUE}.")
  private int warmups;

  @Option(names = "--stream",
      description = "Lets the provider deal while the parties compute: sooner done, but the phases cannot be told apart. "
          + "Always so for a tape of more than 1 GB.")
  private boolean stream;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures there.")
  private @Nullable Path json;

  Task task(String model, Path images, Path labels, int count) {
    json().ifPresent(OutputFile::checkWritable);
    return new Task(model, images, labels, count, batch, warmups, protocol, stream ? RunMode.STREAM : RunMode.APART);
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }
}
