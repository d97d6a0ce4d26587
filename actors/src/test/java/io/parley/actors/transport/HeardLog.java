package io.parley.actors.transport;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;

/** A log that only those write to who are given its logger, unlike that of a class, which all tests share. */
final class HeardLog {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final ch.qos.logback.classic.Logger logger;

  HeardLog() {
    LoggerContext own = new LoggerContext();
    AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
      }
    };
    listener.setContext(own);
    listener.start();
    logger = own.getLogger("heard");
    logger.addAppender(listener);
  }

  Logger logger() {
    return logger;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
