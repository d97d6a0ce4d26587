package io.parley.cli;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The figures of a command for other programs. */
final class JsonFile {
  private JsonFile() {}

  /**
   * @throws BadRequestException if it cannot be written
   */
  static void write(Path file, Map<String, Object> figures) {
    String json = ConfigValueFactory.fromMap(figures).render(ConfigRenderOptions.concise().setFormatted(true));
    try {
      Files.writeString(file, json + "\n");
    } catch (IOException e) {
      throw new BadRequestException("Cannot write " + file + " (" + e + "). Check --json", e);
    }
  }
}
