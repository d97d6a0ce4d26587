package io.parley.cli.data;

import io.parley.plan.BadRequestException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array in an IDX or NPY file, plain or gzipped, read item by item along its first axis. A header is believed only
 * as far as the file reaches: opening checks the length, without holding the content. Not safe for use by several
 * threads.
 */
public final class ArrayFile implements AutoCloseable {
  static final double LARGEST_BYTE = 255;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_ITEM = 1 << 28;

  private final Path path;
  private final Header header;
  private final int itemSize;
  private final InputStream in;
  private long left;

  private ArrayFile(Path path, Header header, InputStream in) {
    this.path = path;
    this.header = header;
    this.itemSize = (int) header.itemSize();
    this.in = in;
    this.left = header.count();
  }

  /**
   * Opens a file at its first item.
   *
   * @throws BadRequestException if it is missing, neither IDX nor NPY, or not as long as its header says
   */
  public static ArrayFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new BadRequestException("Cannot use " + path + ": it is a directory; name a file in it");
    }
    try {
      Header header = check(path);
      InputStream in = decompressed(path);
      readHeader(in);
      return new ArrayFile(path, header, header.columnMajor() ? ColumnMajor.rows(in, header) : in);
    } catch (IOException e) {
      throw bad(path, e);
    }
  }

  /** How many items the file has. */
  public long count() {
    return header.count();
  }

  /** The shape of one item: the array's axes but the first. */
  public int[] itemDims() {
    return header.dims().stream().skip(1).mapToInt(Long::intValue).toArray();
  }

  /** How many numbers an item has. */
  public int itemSize() {
    return itemSize;
  }

  /** Whether the numbers are bytes from 0 to 255, as pixels are. */
  public boolean holdsBytes() {
    return header.type() == ElementType.UINT8;
  }

  /** The shape as users write it: 60000×28×28. */
  public String shape() {
    return header.shape();
  }

  public Path path() {
    return path;
  }

  /**
   * Reads the next items, row-major.
   *
   * @throws BadRequestException if the file has not as many left
   */
  public double[] next(int items) {
    if (items > left) {
      throw new BadRequestException(path + " has " + left + " items left, not " + items);
    }
    try {
      double[] out = header.read(in, Math.multiplyExact(items, itemSize));
      left -= items;
      return out;
    } catch (IOException e) {
      throw bad(path, e);
    }
  }

  /** As {@link #next}; bytes are scaled to 0 … 1. */
  public double[] nextScaled(int items) {
    double[] out = next(items);
    for (int i = 0; i < out.length && holdsBytes(); i++) {
      out[i] /= LARGEST_BYTE;
    }
    return out;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw bad(path, e);
    }
  }

  /** Reads the header and compares it with the file's length. */
  private static Header check(Path path) throws IOException {
    try (InputStream in = decompressed(path)) {
      Header header = readHeader(in);
      if (header.dims().isEmpty()) {
        throw new FormatException("it holds a single number, not a list of items");
      }
      long promised;
      try {
        promised = header.payloadBytes();
      } catch (ArithmeticException e) {
        throw new FormatException("its header claims " + header.shape() + " numbers");
      }
      long held = skip(in, promised);
      if (held < promised) {
        throw new FormatException("it is truncated: its header promises %s numbers (%,d bytes), but %,d bytes follow"
            .formatted(header.shape(), promised, held));
      }
      if (header.itemSize() > MAX_ITEM) {
        throw new FormatException("one item of its " + header.shape() + " has more than 2^28 numbers");
      }
      if (in.read() >= 0) {
        throw new FormatException("it goes on after the %s numbers that its header promises"
            .formatted(header.shape()));
      }
      return header;
    }
  }

  private static Header readHeader(InputStream in) throws IOException {
    in.mark(Long.BYTES);
    byte[] start = in.readNBytes(Long.BYTES);
    in.reset();
    if (Npy.matches(start)) {
      return Npy.readHeader(in);
    }
    if (Idx.matches(start)) {
      return Idx.readHeader(in);
    }
    throw new FormatException("it is neither an IDX nor an NPY file");
  }

  private static InputStream decompressed(Path path) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    raw.mark(2);
    byte[] magic = raw.readNBytes(2);
    raw.reset();
    boolean zipped = Arrays.equals(magic, new byte[]{0x1f, (byte) 0x8b});
    return zipped ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES) : raw;
  }

  private static long skip(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long done = 0;
    while (done < bytes) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
      if (read < 0) {
        break;
      }
      done += read;
    }
    return done;
  }

  /** What is wrong with a file, for its user. */
  static BadRequestException bad(Object path, IOException e) {
    String what = switch (e) {
      case NoSuchFileException missing -> "there is no such file; check the path";
      case FormatException format -> format.getMessage() + "; download or export it again";
      case EOFException end -> "it is truncated; download or export it again";
      case ZipException zip -> "its gzip data is damaged; download or export it again";
      default -> "it cannot be read (" + e + "); check the path and its permissions";
    };
    return new BadRequestException("Cannot use " + path + ": " + what, e);
  }
}
