package io.parley.onnx;

import java.util.Map;

/** What to do about ops that cannot be imported. */
final class Rewrites {
  private static final String DATA_DEPENDENT = "its result's shape would tell of secrets; use a fixed-size op, as TopK";
  private static final String TEXT = "do it before the model, in the client";
  private static final String RANDOM = "make the random numbers in the client and take them as an input";
  private static final String SEQUENCE = "export with tensors in place of sequences, or concatenate them";

  private static final Map<String, String> NEAREST = Map.ofEntries(
      Map.entry("Bernoulli", RANDOM),
      Map.entry("Compress", DATA_DEPENDENT),
      Map.entry("Det", "compute it from an LU decomposition in the client"),
      Map.entry("GridSample", "use Resize, or MatMul with public interpolation weights"),
      Map.entry("If", "compute both branches and choose by Where"),
      Map.entry("ImageDecoder", TEXT),
      Map.entry("Loop", "export with the loop unrolled"),
      Map.entry("MaxRoiPool", "use MaxPool over fixed windows"),
      Map.entry("MaxUnpool", "use Resize or ConvTranspose"),
      Map.entry("Multinomial", RANDOM),
      Map.entry("NonMaxSuppression", DATA_DEPENDENT),
      Map.entry("NonZero", DATA_DEPENDENT),
      Map.entry("RandomNormal", RANDOM),
      Map.entry("RandomNormalLike", RANDOM),
      Map.entry("RandomUniform", RANDOM),
      Map.entry("RandomUniformLike", RANDOM),
      Map.entry("RoiAlign", "use AveragePool over fixed windows"),
      Map.entry("Scan", "export with the loop unrolled"),
      Map.entry("SequenceAt", SEQUENCE),
      Map.entry("SequenceConstruct", SEQUENCE),
      Map.entry("SplitToSequence", "use Split"),
      Map.entry("StringNormalizer", TEXT),
      Map.entry("TfIdfVectorizer", TEXT),
      Map.entry("Unique", DATA_DEPENDENT));

  private Rewrites() {}

  /** Why the node cannot be imported, and what can be. */
  static String refusal(OnnxNode node) {
    boolean custom = node.type().contains(".");
    return "Node '" + node.label() + "': op " + node.type() + " is not supported; " + NEAREST.getOrDefault(node.type(),
        custom ? "export the model with standard ONNX ops" : "export the model without it, or with basic ops");
  }
}
