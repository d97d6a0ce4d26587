package io.parley.crypto;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register tiles of {@link VectorMatmul}: 4 rows by 4 vectors, and 4 rows by 1 vector for what is left.
 *
 * <p>
 * A product mod 2^64 is the dear instruction (three or more micro-operations against one for an addition), so two
 * products are had for one multiplication, as in Winograd [1]: with the inner index in pairs (p, q),
 *
 * <pre>
 * x_p·y_p + x_q·y_q = (x_p + y_q)·(x_q + y_p) − x_p·x_q − y_p·y_q
 * </pre>
 *
 * where the last two terms belong to a row of x and a column of y alone. The packed panels begin with them.
 *
 * <pre>
 * panel of x: −Σ x_p·x_q (4 rows)     then per pair:  x_p (4 rows)    x_q (4 rows)
 * panel of y: −Σ y_p·y_q (1 column run) then per pair: y_p (column run) y_q (column run)
 * </pre>
 *
 * A column run is as long as the tile is wide. [1] S. Winograd, A new algorithm for inner product, IEEE Trans.
 * Computers 1968.
 *
 * <p>
 * Nothing here may call a method that C2 could decline to inline: one vector that escapes is boxed, and so are all.
 */
final class VectorTile {
  static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();
  static final int ROWS = 4;
  static final int WIDE = 4 * LANES;

  private VectorTile() {}

  /** out += x·y for 4 rows and 4 vectors; out has {@code outRow} words to a row. */
  static void wide(int pairs, long[] packed, int x, int y, long[] out, int outFrom, int outRow) {
    LongVector y0 = LongVector.fromArray(SPECIES, packed, y);
    LongVector y1 = LongVector.fromArray(SPECIES, packed, y + LANES);
    LongVector y2 = LongVector.fromArray(SPECIES, packed, y + 2 * LANES);
    LongVector y3 = LongVector.fromArray(SPECIES, packed, y + 3 * LANES);
    LongVector r0 = LongVector.broadcast(SPECIES, packed[x]);
    LongVector r1 = LongVector.broadcast(SPECIES, packed[x + 1]);
    LongVector r2 = LongVector.broadcast(SPECIES, packed[x + 2]);
    LongVector r3 = LongVector.broadcast(SPECIES, packed[x + 3]);
    LongVector c00 = y0.add(r0);
    LongVector c01 = y1.add(r0);
    LongVector c02 = y2.add(r0);
    LongVector c03 = y3.add(r0);
    LongVector c10 = y0.add(r1);
    LongVector c11 = y1.add(r1);
    LongVector c12 = y2.add(r1);
    LongVector c13 = y3.add(r1);
    LongVector c20 = y0.add(r2);
    LongVector c21 = y1.add(r2);
    LongVector c22 = y2.add(r2);
    LongVector c23 = y3.add(r2);
    LongVector c30 = y0.add(r3);
    LongVector c31 = y1.add(r3);
    LongVector c32 = y2.add(r3);
    LongVector c33 = y3.add(r3);
    int a = x + ROWS;
    int b = y + WIDE;
    for (int p = 0; p < pairs; p++, a += 2 * ROWS, b += 2 * WIDE) {
      y0 = LongVector.fromArray(SPECIES, packed, b);
      y1 = LongVector.fromArray(SPECIES, packed, b + LANES);
      y2 = LongVector.fromArray(SPECIES, packed, b + 2 * LANES);
      y3 = LongVector.fromArray(SPECIES, packed, b + 3 * LANES);
      LongVector z0 = LongVector.fromArray(SPECIES, packed, b + 4 * LANES);
      LongVector z1 = LongVector.fromArray(SPECIES, packed, b + 5 * LANES);
      LongVector z2 = LongVector.fromArray(SPECIES, packed, b + 6 * LANES);
      LongVector z3 = LongVector.fromArray(SPECIES, packed, b + 7 * LANES);
      LongVector u;
      LongVector v;
      u = LongVector.broadcast(SPECIES, packed[a]);
      v = LongVector.broadcast(SPECIES, packed[a + 4]);
      c00 = c00.add(u.add(z0).mul(v.add(y0)));
      c01 = c01.add(u.add(z1).mul(v.add(y1)));
      c02 = c02.add(u.add(z2).mul(v.add(y2)));
      c03 = c03.add(u.add(z3).mul(v.add(y3)));
      u = LongVector.broadcast(SPECIES, packed[a + 1]);
      v = LongVector.broadcast(SPECIES, packed[a + 5]);
      c10 = c10.add(u.add(z0).mul(v.add(y0)));
      c11 = c11.add(u.add(z1).mul(v.add(y1)));
      c12 = c12.add(u.add(z2).mul(v.add(y2)));
      c13 = c13.add(u.add(z3).mul(v.add(y3)));
      u = LongVector.broadcast(SPECIES, packed[a + 2]);
      v = LongVector.broadcast(SPECIES, packed[a + 6]);
      c20 = c20.add(u.add(z0).mul(v.add(y0)));
      c21 = c21.add(u.add(z1).mul(v.add(y1)));
      c22 = c22.add(u.add(z2).mul(v.add(y2)));
      c23 = c23.add(u.add(z3).mul(v.add(y3)));
      u = LongVector.broadcast(SPECIES, packed[a + 3]);
      v = LongVector.broadcast(SPECIES, packed[a + 7]);
      c30 = c30.add(u.add(z0).mul(v.add(y0)));
      c31 = c31.add(u.add(z1).mul(v.add(y1)));
      c32 = c32.add(u.add(z2).mul(v.add(y2)));
      c33 = c33.add(u.add(z3).mul(v.add(y3)));
    }
    int o = outFrom;
    c00.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    c01.add(LongVector.fromArray(SPECIES, out, o + LANES)).intoArray(out, o + LANES);
    c02.add(LongVector.fromArray(SPECIES, out, o + 2 * LANES)).intoArray(out, o + 2 * LANES);
    c03.add(LongVector.fromArray(SPECIES, out, o + 3 * LANES)).intoArray(out, o + 3 * LANES);
    o += outRow;
    c10.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    c11.add(LongVector.fromArray(SPECIES, out, o + LANES)).intoArray(out, o + LANES);
    c12.add(LongVector.fromArray(SPECIES, out, o + 2 * LANES)).intoArray(out, o + 2 * LANES);
    c13.add(LongVector.fromArray(SPECIES, out, o + 3 * LANES)).intoArray(out, o + 3 * LANES);
    o += outRow;
    c20.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    c21.add(LongVector.fromArray(SPECIES, out, o + LANES)).intoArray(out, o + LANES);
    c22.add(LongVector.fromArray(SPECIES, out, o + 2 * LANES)).intoArray(out, o + 2 * LANES);
    c23.add(LongVector.fromArray(SPECIES, out, o + 3 * LANES)).intoArray(out, o + 3 * LANES);
    o += outRow;
    c30.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    c31.add(LongVector.fromArray(SPECIES, out, o + LANES)).intoArray(out, o + LANES);
    c32.add(LongVector.fromArray(SPECIES, out, o + 2 * LANES)).intoArray(out, o + 2 * LANES);
    c33.add(LongVector.fromArray(SPECIES, out, o + 3 * LANES)).intoArray(out, o + 3 * LANES);
  }

  /** out += x·y for 4 rows and 1 vector. */
  static void narrow(int pairs, long[] packed, int x, int y, long[] out, int outFrom, int outRow) {
    LongVector y0 = LongVector.fromArray(SPECIES, packed, y);
    LongVector r0 = LongVector.broadcast(SPECIES, packed[x]);
    LongVector r1 = LongVector.broadcast(SPECIES, packed[x + 1]);
    LongVector r2 = LongVector.broadcast(SPECIES, packed[x + 2]);
    LongVector r3 = LongVector.broadcast(SPECIES, packed[x + 3]);
    LongVector c00 = y0.add(r0);
    LongVector c10 = y0.add(r1);
    LongVector c20 = y0.add(r2);
    LongVector c30 = y0.add(r3);
    int a = x + ROWS;
    int b = y + LANES;
    for (int p = 0; p < pairs; p++, a += 2 * ROWS, b += 2 * LANES) {
      y0 = LongVector.fromArray(SPECIES, packed, b);
      LongVector z0 = LongVector.fromArray(SPECIES, packed, b + LANES);
      LongVector u;
      LongVector v;
      u = LongVector.broadcast(SPECIES, packed[a]);
      v = LongVector.broadcast(SPECIES, packed[a + 4]);
      c00 = c00.add(u.add(z0).mul(v.add(y0)));
      u = LongVector.broadcast(SPECIES, packed[a + 1]);
      v = LongVector.broadcast(SPECIES, packed[a + 5]);
      c10 = c10.add(u.add(z0).mul(v.add(y0)));
      u = LongVector.broadcast(SPECIES, packed[a + 2]);
      v = LongVector.broadcast(SPECIES, packed[a + 6]);
      c20 = c20.add(u.add(z0).mul(v.add(y0)));
      u = LongVector.broadcast(SPECIES, packed[a + 3]);
      v = LongVector.broadcast(SPECIES, packed[a + 7]);
      c30 = c30.add(u.add(z0).mul(v.add(y0)));
    }
    int o = outFrom;
    c00.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    o += outRow;
    c10.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    o += outRow;
    c20.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
    o += outRow;
    c30.add(LongVector.fromArray(SPECIES, out, o)).intoArray(out, o);
  }
}
