package io.parley.cli.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file says of its array.
 *
 * @param columnMajor whether the first index runs fastest (Fortran order)
 */
record Header(ElementType type, ByteOrder byteOrder, List<Long> dims, boolean columnMajor) {
  private static final int BUFFER_BYTES = 1 << 16;

  Header {
    dims = List.copyOf(dims);
  }

  /** Along the first axis. */
  long count() {
    return dims.getFirst();
  }

  /**
   * All elements' bytes.
   *
   * @throws ArithmeticException if they are beyond 2^63
   */
  long payloadBytes() {
    return dims.contains(0L) ? 0 : dims.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }

  /** How many numbers one item along the first axis has; 0 if the array is empty. */
  long itemSize() {
    return payloadBytes() == 0 ? 0 : payloadBytes() / type.bytes() / count();
  }

  /** The shape as users write it: 60000×28×28. */
  String shape() {
    return dims.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  /**
   * Reads the next numbers.
   *
   * @throws EOFException if there are not so many
   */
  double[] read(InputStream in, int count) throws IOException {
    double[] out = new double[count];
    byte[] bytes = new byte[(int) Math.min(BUFFER_BYTES, (long) count * type.bytes())];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(byteOrder);
    for (int done = 0; done < count;) {
      int numbers = Math.min(bytes.length / type.bytes(), count - done);
      if (in.readNBytes(bytes, 0, numbers * type.bytes()) < numbers * type.bytes()) {
        throw new EOFException();
      }
      buffer.clear();
      for (int end = done + numbers; done < end; done++) {
        out[done] = type.read(buffer);
      }
    }
    return out;
  }
}
