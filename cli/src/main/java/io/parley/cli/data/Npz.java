package io.parley.cli.data;

import io.parley.plan.BadRequestException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's archives: a zip file in which the array a is the entry {@code a.npy}, an NPY file. */
final class Npz {
  static final String ENTRY_ENDING = ".npy";

  private Npz() {}

  /** Whether the first bytes of a file are those of a zip file, an empty one included. */
  static boolean matches(byte[] start) {
    return start.length >= 4 && start[0] == 'P' && start[1] == 'K' && (start[2] == 3 || start[2] == 5);
  }

  /**
   * All arrays by their names, in the order of the file.
   *
   * @throws BadRequestException if the file is missing, damaged, or has anything else
   */
  static Map<String, DataArray> read(Path path) {
    if (Files.notExists(path)) {
      throw ArrayFile.bad(path, new NoSuchFileException(path.toString()));
    }
    Map<String, DataArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (!name.endsWith(ENTRY_ENDING)) {
          throw new FormatException("it has '" + name + "', which is no array, so it is no NPZ file");
        }
        String array = name.substring(0, name.length() - ENTRY_ENDING.length());
        arrays.put(array, read(zip, entry, path + ":" + array));
      }
    } catch (ZipException e) {
      throw ArrayFile.bad(path, new FormatException("its zip data is damaged"));
    } catch (IOException e) {
      throw ArrayFile.bad(path, e);
    }
    if (arrays.isEmpty()) {
      throw ArrayFile.bad(path, new FormatException("it has no arrays"));
    }
    return arrays;
  }

  private static DataArray read(ZipFile zip, ZipEntry entry, String source) throws ZipException {
    // A zip file's own streams leave the checksum to their reader.
    try (CheckedInputStream sum = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        InputStream in = new BufferedInputStream(sum)) {
      DataArray array = DataArray.ofNpy(source, in);
      if (entry.getCrc() != -1 && sum.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("wrong checksum");
      }
      return array;
    } catch (ZipException e) {
      throw e;
    } catch (IOException e) {
      throw ArrayFile.bad(source, e);
    }
  }

  static void write(OutputStream to, Collection<OutputArray> arrays) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(to);
    for (OutputArray array : arrays) {
      zip.putNextEntry(new ZipEntry(array.fileName() + ENTRY_ENDING));
      array.writeNpy(zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
