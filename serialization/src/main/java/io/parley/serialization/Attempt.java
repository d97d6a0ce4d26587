package io.parley.serialization;

/**
 * Which try at a job its roles take part in; see contract.proto.
 *
 * @param resumption 0 for the first, then how often the job was taken up again
 * @param fromStep with which it begins; those before it are done
 * @param provider 0 for the provider of the cast, or else which of the alternates, from 1
 */
public record Attempt(int resumption, int fromStep, int provider) {
  public static final Attempt FIRST = new Attempt(0, 0, 0);
}
