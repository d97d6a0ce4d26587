package io.parley.nd4j.catalogue;

import java.util.Locale;

/**
 * What an op costs on an example: {@link #PROTOCOL} with {@link #PARTIES} parties, the opening of the result included.
 *
 * @param example the operands' shapes, such as 200×5, 5×4
 * @param bytesPerParty that a party sends
 */
public record OpCost(String example, int rounds, long bytesPerParty) {
  public static final String PROTOCOL = "masked";
  public static final int PARTIES = 2;

  public String kilobytes() {
    return String.format(Locale.ROOT, "%.1f", bytesPerParty / 1e3);
  }
}
