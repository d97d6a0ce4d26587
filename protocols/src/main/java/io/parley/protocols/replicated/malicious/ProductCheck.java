package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.crypto.RawAccess;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import java.util.function.BiFunction;

/**
 * Sacrifices a random triple for a product z = M(x, y) over Z_2^128 [1, 2]: a is random, in the place of the smaller
 * operand, say x, and c = M(a, y) is computed as z was. Then t is tossed, ρ = t·x + a is opened, and v = M(ρ, y) − t·z − c
 * must be zero. If z is off by e and c by d, v is −t·e − d: with e mod 2^64 ≠ 0 there is at most one t among the 2^64 for
 * which that is zero.
 *
 * <p>[1] Eerikson et al., ITC 2020, ePrint 2019/164, post-processing. [2] Cramer et al., CRYPTO 2018, ePrint 2018/482, for
 * the 64 bits more.
 */
final class ProductCheck {
  private static final RawAccess RAW = RawAccess.grant();

  private ProductCheck() {}

  /** Which operand is blinded, and so opened: the smaller one. */
  static boolean blindsFirst(Shape x, Shape y) {
    return x.size() <= y.size();
  }

  private static PartyNumber blinded(Journal.Product product) {
    return blindsFirst(product.x().shape(), product.y().shape()) ? product.x() : product.y();
  }

  /** The product, with another value in the place of the operand that is blinded. */
  private static <T> T replaced(Journal.Product product, PartyNumber by, BiFunction<PartyNumber, PartyNumber, T> f) {
    return blindsFirst(product.x().shape(), product.y().shape())
        ? f.apply(by, product.y())
        : f.apply(product.x(), by);
  }

  /** Draws a and sends this party's component of c. */
  static Drawn draw(Neighbours at, Journal.Product product) {
    PartyNumber a = at.randomNumber(blinded(product).shape());
    WideTensor own = replaced(product, a, (x, y) -> at.productShare(product.map(), x, y));
    at.passOn(own.words(RAW));
    return new Drawn(product, a, own);
  }

  record Drawn(Journal.Product product, PartyNumber a, WideTensor ownC) {
    Triple receive(Neighbours at) {
      WideTensor next = WideTensor.ofWords(ownC.shape(), at.passed(2 * ownC.shape().size()));
      return new Triple(product, a, new PartyNumber(ownC, next));
    }
  }

  record Triple(Journal.Product product, PartyNumber a, PartyNumber c) {
    /** After c has come in at every party. */
    Opened open(ConfirmedOpening opening, long t) {
      PartyNumber rho = blinded(product).map(x -> x.mul(t)).add(a);
      opening.offer(rho.own().words(RAW), rho.next().words(RAW));
      return new Opened(product, c, t, rho);
    }
  }

  record Opened(Journal.Product product, PartyNumber c, long t, PartyNumber rho) {
    void check(ConfirmedOpening opening, ZeroCheck zero) {
      WideTensor missing = WideTensor.ofWords(rho.shape(), opening.take(2 * rho.shape().size()));
      WideTensor opened = rho.own().add(rho.next()).add(missing);
      Bilinear map = product.map();
      PartyNumber both = blindsFirst(product.x().shape(), product.y().shape())
          ? product.y().map(y -> map.apply(opened, y))
          : product.x().map(x -> map.apply(x, opened));
      zero.add(both.sub(product.z().map(z -> z.mul(t))).sub(c));
    }
  }
}
