package io.parley.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.parley.plan.BadRequestException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one block of the configuration with range checks; a mistake names the key, the value and the remedy. */
record Keys(Config config, String block) {
  Keys at(String inner) {
    return new Keys(config, block + "." + inner);
  }

  String text(String key) {
    return read(key, config::getString, "one text");
  }

  /**
   * A text that others must not read.
   *
   * @param elsewhere the environment variable that it may come from
   */
  String secret(String key, String elsewhere) {
    if (System.getProperty(block + "." + key) != null) {
      throw new BadRequestException(
          block + "." + key + " was given on the command line, where everybody on this machine"
              + " can read it. Choose another, and give it in the environment variable " + elsewhere);
    }
    return text(key);
  }

  List<String> texts(String key) {
    return read(key, config::getStringList, "a list, such as [\"a\", \"b\"]");
  }

  boolean flag(String key) {
    return read(key, config::getBoolean, "on or off");
  }

  int integer(String key, int least, int most) {
    double value = read(key, config::getDouble, "a whole number");
    if (value != Math.rint(value)) { // which getInt would cut
      throw bad(key, written(key), "a whole number");
    }
    return (int) within(key, (long) value, least, most, "");
  }

  int port(String key) {
    return integer(key, 0, 65_535);
  }

  long bytes(String key, long least, long most) {
    return within(key, read(key, config::getBytes, "a size, such as 64MiB"), least, most, " bytes");
  }

  Duration seconds(String key, long least, long most) {
    Duration value = read(key, config::getDuration, "a time, such as 30s");
    within(key, value.toSeconds(), least, most, " seconds");
    return value;
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> choices) {
    return choice(key, text(key), choices);
  }

  <E extends Enum<E>> E choice(String key, String value, Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants()).filter(c -> lower(c).equals(value)).findFirst()
        .orElseThrow(() -> bad(key, value, "one of " + Arrays.stream(choices.getEnumConstants()).map(Keys::lower)
            .collect(Collectors.joining(", "))));
  }

  BadRequestException bad(String key, Object value, String remedy) {
    return new BadRequestException(block + "." + key + " is '" + value + "', but must be " + remedy);
  }

  private long within(String key, long value, long least, long most, String unit) {
    if (value < least || value > most) {
      throw bad(key, written(key), "between " + least + " and " + most + unit);
    }
    return value;
  }

  private Object written(String key) {
    return config.getValue(block + "." + key).unwrapped();
  }

  private <T> T read(String key, Function<String, T> getter, String remedy) {
    String path = block + "." + key;
    try {
      return getter.apply(path);
    } catch (ConfigException.Missing e) {
      throw new BadRequestException(path + " is not set; it must be " + remedy, e);
    } catch (ConfigException e) {
      throw new BadRequestException(
          path + " is '" + written(key) + "', but must be " + remedy, e);
    }
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
