package io.parley.cli.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Turns arrays whose first index runs fastest (Fortran order) into row-major ones. */
final class ColumnMajor {
  private ColumnMajor() {}

  /** The same numbers, row-major. The first item needs the last column, so all are read; then the source is closed. */
  static InputStream rows(InputStream in, Header header) throws IOException {
    long length = header.payloadBytes();
    if (length > Integer.MAX_VALUE - 64) {
      throw new FormatException("it is in Fortran order and beyond 2 GB; save it in C order");
    }
    byte[] columns;
    try (in) {
      columns = in.readNBytes((int) length);
    }
    if (columns.length < length) {
      throw new EOFException();
    }
    int bytes = header.type().bytes();
    int[] dims = header.dims().stream().mapToInt(Math::toIntExact).toArray();
    byte[] rows = new byte[columns.length];
    int[] index = new int[dims.length];
    for (int to = 0; to < rows.length; to += bytes) {
      int from = 0;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        from = from * dims[axis] + index[axis];
      }
      System.arraycopy(columns, from * bytes, rows, to, bytes);
      for (int axis = dims.length - 1; axis >= 0 && ++index[axis] == dims[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return new ByteArrayInputStream(rows);
  }
}
