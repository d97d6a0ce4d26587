package io.parley.examples;

import io.parley.client.Parley;
import io.parley.client.RunOptions;
import io.parley.client.RunResult;
import io.parley.crypto.Shape;
import io.parley.nd4j.Nd4jArrays;
import io.parley.onnx.OnnxImport;
import io.parley.plan.Imported;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A LeNet from an ONNX file classifies handwritten digits, while no party sees a digit, a weight or a result. Run from
 * the project's root; with an argument "host:port" on the cluster there, or else on three parties in this JVM.
 */
public final class PrivateDigits {
  private static final int IMAGES = 4;
  private static final int FRACTION_BITS = 16;

  private PrivateDigits() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (Parley parley = args.length > 0 ? Parley.connect(args[0]) : Parley.local(3)) {
      int[] digits = classify(parley, Path.of(""), IMAGES);
      System.out.println("The digits are " + Arrays.toString(digits));
    }
  }

  /** The digits on the first so many of the MNIST test images. */
  static int[] classify(Parley parley, Path root, int count) throws IOException, InterruptedException {
    Imported lenet = OnnxImport.read(root.resolve("models/lenet.onnx")).bind(count, FRACTION_BITS,
        WeightVisibility.SECRET);
    Map<String, Values> inputs = new HashMap<>(lenet.weights());
    inputs.put("image", images(root.resolve("data/mnist/t10k-images-idx3-ubyte.gz"), count));

    RunResult result = parley.run(lenet.surfacePlan(), RunOptions.defaults(), inputs);

    INDArray logits = Nd4jArrays.array(result.output("logits"));
    return logits.argMax(1).toIntVector();
  }

  /** Pixels from 0 to 1, as count × 1 × 28 × 28. */
  private static Values images(Path idx, int count) throws IOException {
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(idx)))) {
      in.skipNBytes(16);
      double[] pixels = new double[count * 28 * 28];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = in.readUnsignedByte() / 255.0;
      }
      return Values.of(Shape.of(count, 1, 28, 28), pixels);
    }
  }
}
