package io.parley.cli;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxModel;
import io.parley.onnx.OnnxModel.DataInput;
import io.parley.onnx.Sizes;
import io.parley.plan.Imported;
import io.parley.plan.WeightVisibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What users run: an ONNX model, or a plan that somebody wrote. */
interface Model {
  String name();

  List<DataInput> inputs();

  /** The name of the first dimension, if its size is open; empty if there is nothing to choose. */
  Optional<String> openBatch();

  /** Of the inputs, by their names. */
  Map<String, Shape> shapes(Sizes sizes);

  Imported bind(Sizes sizes, int fractionBits, WeightVisibility weights);

  /** A model of a file. */
  record Onnx(OnnxModel model) implements Model {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public List<DataInput> inputs() {
      return model.inputs();
    }

    @Override
    public Optional<String> openBatch() {
      return model.openBatch();
    }

    @Override
    public Map<String, Shape> shapes(Sizes sizes) {
      return model.shapes(sizes);
    }

    @Override
    public Imported bind(Sizes sizes, int fractionBits, WeightVisibility weights) {
      return model.bind(sizes, fractionBits, weights);
    }
  }
}
