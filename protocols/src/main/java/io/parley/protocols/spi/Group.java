package io.parley.protocols.spi;

import io.parley.crypto.RawAccess;
import io.parley.crypto.RingKernels;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;

/** The group that words are shared over. */
public enum Group {
  /** Z_2^64: addition. */
  RING {
    @Override
    public void add(long[] x, long[] y, long[] out) {
      RingKernels.get().add(x, y, out);
    }

    @Override
    public void sub(long[] x, long[] y, long[] out) {
      RingKernels.get().sub(x, y, out);
    }
  },
  /** Z_2^128: the low words of all elements, then the high ones. */
  WIDE {
    @Override
    public void add(long[] x, long[] y, long[] out) {
      store(tensor(x).add(tensor(y)), out);
    }

    @Override
    public void sub(long[] x, long[] y, long[] out) {
      store(tensor(x).sub(tensor(y)), out);
    }
  },
  /** Z_2, bitwise: exclusive or. */
  BITS {
    @Override
    public void add(long[] x, long[] y, long[] out) {
      RingKernels.get().xor(x, y, out);
    }

    @Override
    public void sub(long[] x, long[] y, long[] out) {
      RingKernels.get().xor(x, y, out);
    }
  };

  /** out may be x or y. */
  public abstract void add(long[] x, long[] y, long[] out);

  public abstract void sub(long[] x, long[] y, long[] out);

  private static WideTensor tensor(long[] words) {
    return WideTensor.ofWords(Shape.of(words.length / 2), words);
  }

  private static void store(WideTensor x, long[] out) {
    System.arraycopy(x.words(RawAccess.grant()), 0, out, 0, out.length);
  }
}
