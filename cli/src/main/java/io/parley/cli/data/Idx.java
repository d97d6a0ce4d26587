package io.parley.cli.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The format of MNIST. All numbers are big-endian:
 *
 * <pre>
 *  0      2       3       4          4 + 4·rank
 *  +------+-------+-------+---- … ---+---- …
 *  | 0  0 | type  | rank  | dims u32 | elements, row-major
 *  +------+-------+-------+---- … ---+---- …
 * </pre>
 */
final class Idx {
  private static final Map<Integer, ElementType> TYPES = Map.of(0x08, ElementType.UINT8, 0x09, ElementType.INT8, 0x0B,
      ElementType.INT16, 0x0C, ElementType.INT32, 0x0D, ElementType.FLOAT32, 0x0E, ElementType.FLOAT64);
  private static final int MAX_RANK = 8;

  private Idx() {}

  /** Whether the first bytes of a file are those of an IDX file. */
  static boolean matches(byte[] start) {
    return start.length >= 2 && start[0] == 0 && start[1] == 0;
  }

  static Header readHeader(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    data.readUnsignedShort();
    int code = data.readUnsignedByte();
    int rank = data.readUnsignedByte();
    ElementType type = TYPES.get(code);
    if (type == null || rank < 1 || rank > MAX_RANK) {
      throw new FormatException("it starts like an IDX file, but has element type 0x%02x and rank %d"
          .formatted(code, rank));
    }
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      dims.add(Integer.toUnsignedLong(data.readInt()));
    }
    return new Header(type, ByteOrder.BIG_ENDIAN, dims, false);
  }
}
