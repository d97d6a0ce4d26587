package io.parley.cli.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a file writes one number. */
enum ElementType {
  BOOL(1, "b1") {
    @Override
    double read(ByteBuffer in) {
      return in.get() == 0 ? 0 : 1;
    }
  },
  UINT8(1, "u1") {
    @Override
    double read(ByteBuffer in) {
      return Byte.toUnsignedInt(in.get());
    }
  },
  INT8(1, "i1") {
    @Override
    double read(ByteBuffer in) {
      return in.get();
    }
  },
  UINT16(2, "u2") {
    @Override
    double read(ByteBuffer in) {
      return Short.toUnsignedInt(in.getShort());
    }
  },
  INT16(2, "i2") {
    @Override
    double read(ByteBuffer in) {
      return in.getShort();
    }
  },
  UINT32(4, "u4") {
    @Override
    double read(ByteBuffer in) {
      return Integer.toUnsignedLong(in.getInt());
    }
  },
  INT32(4, "i4") {
    @Override
    double read(ByteBuffer in) {
      return in.getInt();
    }
  },
  INT64(8, "i8") {
    @Override
    double read(ByteBuffer in) {
      return in.getLong();
    }
  },
  FLOAT16(2, "f2") {
    @Override
    double read(ByteBuffer in) {
      return Float.float16ToFloat(in.getShort());
    }
  },
  FLOAT32(4, "f4") {
    @Override
    double read(ByteBuffer in) {
      return in.getFloat();
    }
  },
  FLOAT64(8, "f8") {
    @Override
    double read(ByteBuffer in) {
      return in.getDouble();
    }
  };

  private final int bytes;
  private final String numpyName;

  ElementType(int bytes, String numpyName) {
    this.bytes = bytes;
    this.numpyName = numpyName;
  }

  /** By NumPy's kind and size, such as "f4". */
  static Optional<ElementType> ofNumpy(String name) {
    return Arrays.stream(values()).filter(t -> t.numpyName.equals(name)).findFirst();
  }

  /** NumPy's kind and size. */
  String numpyName() {
    return numpyName;
  }

  int bytes() {
    return bytes;
  }

  /** The next number; the buffer's byte order counts. */
  abstract double read(ByteBuffer in);
}
