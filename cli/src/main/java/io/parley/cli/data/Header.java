package io.parley.cli.data;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a file says of its array.
 *
 * @param columnMajor whether the first index runs fastest (Fortran order)
 */
record Header(ElementType type, ByteOrder byteOrder, List<Long> dims, boolean columnMajor) {
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
}
