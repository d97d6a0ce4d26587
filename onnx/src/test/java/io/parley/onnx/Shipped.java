package io.parley.onnx;

import io.parley.crypto.Shape;
import io.parley.plan.Values;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The models and images that the project ships. */
final class Shipped {
  private static final Path ROOT = Path.of("..");
  static final Path LENET = ROOT.resolve("models/lenet.onnx");
  static final Path MLP = ROOT.resolve("models/mlp.onnx");

  private Shipped() {}

  /** The pixels of test images as 0 to 1, N×1×28×28. */
  static Values images(int from, int count) {
    byte[] bytes = idx("t10k-images-idx3-ubyte.gz", 16 + from * 784, count * 784);
    double[] out = new double[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (bytes[i] & 0xff) / 255.0;
    }
    return Values.of(Shape.of(count, 1, 28, 28), out);
  }

  static byte[] labels(int from, int count) {
    return idx("t10k-labels-idx1-ubyte.gz", 8 + from, count);
  }

  private static byte[] idx(String file, int skip, int length) {
    try (DataInputStream in = new DataInputStream(
        new GZIPInputStream(Files.newInputStream(ROOT.resolve("data/mnist").resolve(file))))) {
      in.skipNBytes(skip);
      return in.readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
