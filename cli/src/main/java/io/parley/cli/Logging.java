package io.parley.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.parley.identity.Permissions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets logging up: to the command's log file, or, without one, to the console, one line for each event. */
final class Logging {
  private static final String LINE = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} - %replace(%msg){'[\\r\\n]+', ' '}";
  private static final String STACK_BELOW = "%n%ex";
  private static final String STACK_BEHIND = "%replace(%replace( | %rEx{6}){'\\s*[\\r\\n]+\\s*', ' | '}){'[ |]+$', ''}"
      + "%nopex%n";
  private static final Map<String, Level> LEVELS = Map.of(Logger.ROOT_LOGGER_NAME, Level.WARN, "io.parley", Level.INFO);

  private Logging() {}

  static void start(LogFile file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setOutputStream(file.path().<OutputStream>map(LazyFile::new).orElse(System.out));
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE + (file.path().isPresent() ? STACK_BELOW : STACK_BEHIND));
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
  }

  /** From now on, nothing below an error. */
  static void errorsOnly() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LEVELS.keySet().forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
  }

  /** A new file, made when the first byte comes. */
  private static final class LazyFile extends OutputStream {
    private final Path path;
    private @Nullable OutputStream out;

    LazyFile(Path path) {
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      OutputStream to = out;
      if (to == null) {
        // What a log says of a run is for nobody else on the machine.
        to = Channels.newOutputStream(Files.newByteChannel(path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Permissions.OWNERS_FILE.of(path)));
        out = to;
      }
      to.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }
}
