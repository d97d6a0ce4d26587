package io.parley.cli.data;

import io.parley.crypto.Shape;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's format, versions 1 to 3. The length is little-endian, of 2 bytes in version 1 and of 4 in the others:
 *
 * <pre>
 *  0               6       8          10 or 12
 *  +---------------+-------+----------+----------------------------------------------+---- …
 *  | \x93 N U M P Y| v   0 | length n | n bytes: a Python dict with descr,           | elements
 *  |               |       |          | fortran_order and shape                      |
 *  +---------------+-------+----------+----------------------------------------------+---- …
 * </pre>
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z]\\d*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern DIMS = Pattern.compile("'shape'\\s*:\\s*\\(\\s*((?:\\d{1,18}\\s*,?\\s*)*)\\)");

  private Npy() {}

  /** Whether the first bytes of a file are those of an NPY file. */
  static boolean matches(byte[] start) {
    return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  static Header readHeader(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    data.skipNBytes(MAGIC.length);
    int version = data.readUnsignedByte();
    data.readUnsignedByte();
    if (version < 1 || version > 3) {
      throw new FormatException("it is of NPY version " + version + "; versions 1 to 3 are known");
    }
    int length = version == 1
        ? Short.toUnsignedInt(Short.reverseBytes(data.readShort()))
        : Integer.reverseBytes(data.readInt());
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw new FormatException("its NPY header claims " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] dict = data.readNBytes(length);
    if (dict.length < length) {
      throw new EOFException();
    }
    return parse(new String(dict, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static Header parse(String dict) throws FormatException {
    Matcher descr = find(DESCR, dict, "'descr' of numbers");
    ElementType type = ElementType.ofNumpy(descr.group(2)).orElseThrow(() -> new FormatException(
        "its elements are of type '" + descr.group(2) + "'; save it as float32, float64 or integers"));
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String shape = find(DIMS, dict, "'shape'").group(1).strip();
    List<Long> dims = Arrays.stream(shape.split("[,\\s]+")).filter(d -> !d.isEmpty()).map(Long::valueOf).toList();
    return new Header(type, order, dims, find(ORDER, dict, "'fortran_order'").group(1).equals("True"));
  }

  private static Matcher find(Pattern pattern, String dict, String what) throws FormatException {
    Matcher matcher = pattern.matcher(dict);
    if (!matcher.find()) {
      throw new FormatException("its NPY header has no " + what);
    }
    return matcher;
  }

  /** The header of version 1 of an array in C order and little-endian, padded so that the elements are aligned. */
  static byte[] header(ElementType type, Shape shape) {
    String dims = Arrays.stream(shape.dims()).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    String dict = "{'descr': '" + (type.bytes() == 1 ? "|" : "<") + type.numpyName()
        + "', 'fortran_order': False, 'shape': (" + dims + "), }";
    int start = MAGIC.length + 2 + Short.BYTES;
    int length = Math.ceilDiv(start + dict.length() + 1, ALIGNMENT) * ALIGNMENT;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - start));
    out.put((dict + " ".repeat(length - start - dict.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }
}
