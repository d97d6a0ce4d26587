package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Prg;
import io.parley.crypto.Seed;
import io.parley.crypto.Words;
import io.parley.plan.TensorType;
import io.parley.protocols.replicated.ReplicatedSharing;
import io.parley.protocols.spi.ClientScope;
import io.parley.protocols.spi.Payloads;
import io.parley.protocols.spi.PeerFaultException;
import io.parley.protocols.spi.Sharing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inputs as {@link ReplicatedSharing} has them; the parties take the components, which are words, for numbers mod 2^128. Of
 * an output, each party releases both components, mod 2^64, and so each component comes twice.
 */
final class MaliciousSharing implements Sharing {
  private final Sharing inputs = new ReplicatedSharing();

  @Override
  public List<long[]> split(Words secret, ClientScope scope) {
    return inputs.split(secret, scope);
  }

  @Override
  public int payloadWords(TensorType type, int parties, int party) {
    return inputs.payloadWords(type, parties, party);
  }

  /** The components that a party was sent. */
  static Planes components(long[] payload, int words, int party) {
    int cut = party == 2 ? words : Seed.WORDS;
    return new Planes(component(Arrays.copyOf(payload, cut), words, party),
        component(Arrays.copyOfRange(payload, cut, payload.length), words, (party + 1) % 3));
  }

  private static long[] component(long[] piece, int words, int component) {
    return component == 2 ? piece : new Prg(Seed.ofWords(piece)).stream(0).next(words);
  }

  /** The sum of the components, each of which two parties must have released alike. */
  @Override
  public Words combine(TensorType type, List<long[]> payloads, ClientScope scope) {
    int words = type.words();
    List<long[]> components = new ArrayList<>();
    for (int party = 0; party < 3; party++) {
      int previous = (party + 2) % 3;
      long[] component = Arrays.copyOf(payloads.get(party), words);
      if (!Arrays.equals(component, Arrays.copyOfRange(payloads.get(previous), words, 2 * words))) {
        throw new PeerFaultException(-1, scope.roles().describe(previous) + " and " + scope.roles().describe(party)
            + " released different shares of one output: one of them cheats, and the output is void");
      }
      components.add(component);
    }
    return Payloads.sum(type, components);
  }

  @Override
  public int releasedWords(TensorType type, int parties, int party) {
    return 2 * type.words();
  }
}
