package io.parley.actors;

import io.parley.serialization.ControlMessage;
import java.util.List;

/** What all parties of a cluster did about a {@link TapeOrder}. */
record TapeAnswers(List<TapeAnswer> answers) implements ControlMessage {
  TapeAnswers {
    answers = List.copyOf(answers);
  }
}
