package io.parley.protocols.engine;

import io.parley.plan.Plan;
import io.parley.protocols.walk.Steps;

/** The message keys of a session beside those of its nodes. */
final class SessionKeys {
  /** The provider's first message to a party: the seed of their common streams, 4 words. */
  static final long TAPE_SEED = Message.key(-1, 0);
  /** The provider's last message to a party. */
  static final long TAPE_END = Message.key(-1, 1);

  /** A party's half of the key that it has in common with another, 4 words; see {@link PairKeys}. */
  static final long PAIR_SEED = Message.key(-1, 2);

  /** The name of the tape made beforehand that a role is about to burn, 4 words; see {@link TapeAgreement}. */
  static final long TAPE_NAME = Message.key(-1, 3);
  /** Party 0 has burned its part of that tape. */
  static final long TAPE_BURNED = Message.key(-1, 4);

  /** A party's commitment to that half, 4 words, which comes before it. */
  static final long PAIR_COMMITMENT = Message.key(-1, 5);

  private SessionKeys() {}

  /** Input shares, from the client. */
  static long input(int node) {
    return Message.key(node, 0);
  }

  /** Output shares, to the client. */
  static long output(Plan plan, int index) {
    return Message.key(Steps.of(plan, 0).output(index), 0);
  }
}
