package io.parley.cli.data;

import io.parley.crypto.Shape;
import io.parley.plan.BadRequestException;
import io.parley.plan.Values;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * An array that the user brings, as a whole.
 *
 * @param source the file, or what of it
 */
public record DataArray(String source, Values values, Origin origin) {
  /** What the numbers were written as. */
  public enum Origin {
    /** The cells of a table, row by row. */
    TABLE,
    /** Bytes from 0 to 255, as of images. */
    BYTES,
    NUMBERS
  }

  public Shape shape() {
    return values.shape();
  }

  /** With bytes as numbers from 0 to 1, as images are scored. */
  public DataArray scaled() {
    return origin == Origin.BYTES
        ? new DataArray(source,
            Values.of(shape(), Arrays.stream(values.data()).map(b -> b / ArrayFile.LARGEST_BYTE).toArray()),
            Origin.NUMBERS)
        : this;
  }

  /**
   * Reads a file of one array: CSV if its name ends so, else NPY or IDX; these may be gzipped.
   *
   * @throws BadRequestException if it is missing or cannot be read
   */
  public static DataArray read(Path path) {
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      return Csv.read(path);
    }
    if (startsAsNpy(path)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        return ofNpy(path.toString(), in);
      } catch (IOException e) {
        throw ArrayFile.bad(path, e);
      }
    }
    try (ArrayFile file = ArrayFile.open(path)) {
      if (file.count() > Integer.MAX_VALUE || file.count() * file.itemSize() > Integer.MAX_VALUE - 64) {
        throw new FormatException("its " + file.shape() + " numbers are more than 2^31; split it");
      }
      int[] item = file.itemDims();
      int[] dims = new int[item.length + 1];
      dims[0] = (int) file.count();
      System.arraycopy(item, 0, dims, 1, item.length);
      Values values = Values.of(Shape.of(dims), file.next(dims[0]));
      return new DataArray(path.toString(), values, file.holdsBytes() ? Origin.BYTES : Origin.NUMBERS);
    } catch (FormatException e) {
      throw ArrayFile.bad(path, e);
    }
  }

  /**
   * Reads the arrays of an NPZ file by their names.
   *
   * @throws BadRequestException if it cannot be read
   */
  public static Map<String, DataArray> readAll(Path path) {
    return Npz.read(path);
  }

  /** Whether a file is an archive of arrays, by its first bytes, or by its name if it is not there. */
  public static boolean isArchive(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Npz.matches(in.readNBytes(4));
    } catch (IOException e) {
      return path.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
    }
  }

  private static boolean startsAsNpy(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Npy.matches(in.readNBytes(Long.BYTES));
    } catch (IOException e) {
      // Who reads it says what is wrong.
      return false;
    }
  }

  /** Reads an NPY array that is all that a stream has. A header is believed only as far as the stream reaches. */
  static DataArray ofNpy(String source, InputStream in) throws IOException {
    in.mark(Long.BYTES);
    if (!Npy.matches(in.readNBytes(Long.BYTES))) {
      throw new FormatException("it is no NPY array");
    }
    in.reset();
    Header header = Npy.readHeader(in);
    int[] dims;
    long bytes;
    try {
      dims = header.dims().stream().mapToInt(Math::toIntExact).toArray();
      bytes = header.payloadBytes();
    } catch (ArithmeticException e) {
      throw new FormatException("its header claims " + header.shape() + " numbers");
    }
    if (bytes > Integer.MAX_VALUE - 64) {
      throw new FormatException("its " + header.shape() + " numbers are beyond 2 GB; split it");
    }
    byte[] payload = in.readNBytes((int) bytes);
    if (payload.length < bytes) {
      throw new EOFException();
    }
    if (in.read() >= 0) {
      throw new FormatException("it goes on after the " + header.shape() + " numbers that its header promises");
    }
    InputStream rows = new ByteArrayInputStream(payload);
    InputStream ordered = header.columnMajor() ? ColumnMajor.rows(rows, header) : rows;
    Values values = Values.of(Shape.of(dims), header.read(ordered, (int) (bytes / header.type().bytes())));
    return new DataArray(source, values, header.type() == ElementType.UINT8 ? Origin.BYTES : Origin.NUMBERS);
  }
}
