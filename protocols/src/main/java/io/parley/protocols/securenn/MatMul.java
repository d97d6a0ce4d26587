package io.parley.protocols.securenn;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.protocols.spi.CostScope;
import io.parley.protocols.spi.PartyScope;
import java.util.Arrays;

/**
 * Algorithm 1, for any bilinear map: P_2 deals A, B and C = A·B; P_0 and P_1 open E = X − A and F = Y − B, and hold X·Y as
 * −j·E·F + X_j·F + E·Y_j + C_j + U_j, U_j being shares of zero.
 *
 * <p>Of P_2's shares only C_1 is sent. E and F do not wait for it, so the paper's two rounds are one: P_0 and P_1 send each
 * other |X| + |Y| words, P_2 sends |X·Y| words to P_1.
 */
final class MatMul {
  private static final RawAccess RAW = RawAccess.grant();

  private MatMul() {}

  static RingTensor party(PartyScope op, Bilinear map, RingTensor x, RingTensor y) {
    int sizeX = x.shape().size();
    int sizeY = y.shape().size();
    long[] ab = Dealing.draw(op, sizeX + sizeY);
    RingTensor a = RingTensor.of(x.shape(), Arrays.copyOf(ab, sizeX));
    RingTensor b = RingTensor.of(y.shape(), Arrays.copyOfRange(ab, sizeX, sizeX + sizeY));
    long[] masked = Arrays.copyOf(x.sub(a).words(RAW), sizeX + sizeY);
    System.arraycopy(y.sub(b).words(RAW), 0, masked, sizeX, sizeY);
    long[] ef = Dealing.open(op, masked);
    RingTensor e = RingTensor.of(x.shape(), Arrays.copyOf(ef, sizeX));
    RingTensor f = RingTensor.of(y.shape(), Arrays.copyOfRange(ef, sizeX, sizeX + sizeY));
    Shape shape = map.shape(x.shape(), y.shape());
    RingTensor c = RingTensor.of(shape, Dealing.dealt(op, shape.size()));
    RingTensor left = op.self() == 1 ? x.sub(e) : x;
    return Dealing.refreshed(op, map.apply(left, f).add(map.apply(e, y)).add(c));
  }

  static Shape helper(PartyScope op, Bilinear map, Shape x, Shape y) {
    long[] ab = Dealing.sumOfDraws(op, x.size() + y.size());
    RingTensor a = RingTensor.of(x, Arrays.copyOf(ab, x.size()));
    RingTensor b = RingTensor.of(y, Arrays.copyOfRange(ab, x.size(), ab.length));
    RingTensor c = map.apply(a, b);
    Dealing.deal(op, c.words(RAW));
    return c.shape();
  }

  static Shape costs(CostScope op, Bilinear map, Shape x, Shape y) {
    Shape shape = map.shape(x, y);
    long words = (long) x.size() + y.size();
    op.round(m -> {
      m.send(0, 1, words);
      m.send(1, 0, words);
      m.send(2, 1, shape.size());
    });
    return shape;
  }
}
