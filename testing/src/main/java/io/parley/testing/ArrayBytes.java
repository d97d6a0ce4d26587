package io.parley.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes small array files, with the numbers 0, 1, 2, … */
public final class ArrayBytes {
  private ArrayBytes() {}

  /** An IDX file of bytes. */
  public static byte[] idx(int... dims) {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * dims.length + size(dims));
    out.putShort((short) 0).put((byte) 8).put((byte) dims.length);
    Arrays.stream(dims).forEach(out::putInt);
    for (int i = 0; i < size(dims); i++) {
      out.put((byte) i);
    }
    return out.array();
  }

  /** An NPY file of the given version and type, such as "<f4"; the first index runs fastest if {@code fortran}. */
  public static byte[] npy(int version, String descr, boolean fortran, int... dims) {
    String shape = Arrays.stream(dims).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    byte[] dict = ("{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
        + shape + "), }\n").getBytes(StandardCharsets.US_ASCII);
    int bytes = Integer.parseInt(descr.substring(2));
    ByteBuffer out = ByteBuffer.allocate(12 + dict.length + bytes * size(dims)).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) dict.length);
    } else {
      out.putInt(dict.length);
    }
    out.put(dict).order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(dims); i++) {
      put(out, descr.substring(1), fortran ? rowMajorIndex(i, dims) : i);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static int size(int... dims) {
    return Arrays.stream(dims).reduce(1, (x, y) -> x * y);
  }

  /** Where the i-th element in column-major order stands in row-major order. */
  private static int rowMajorIndex(int i, int... dims) {
    int[] index = new int[dims.length];
    for (int axis = 0; axis < dims.length; axis++) {
      index[axis] = i % dims[axis];
      i /= dims[axis];
    }
    int at = 0;
    for (int axis = 0; axis < dims.length; axis++) {
      at = at * dims[axis] + index[axis];
    }
    return at;
  }

  private static void put(ByteBuffer out, String type, int value) {
    switch (type) {
      case "f2" -> out.putShort(Float.floatToFloat16(value));
      case "f4" -> out.putFloat(value);
      case "f8" -> out.putDouble(value);
      case "i1", "u1" -> out.put((byte) value);
      case "i2", "u2" -> out.putShort((short) value);
      case "i4", "u4" -> out.putInt(value);
      case "i8" -> out.putLong(value);
      default -> throw new IllegalArgumentException(type);
    }
  }
}
