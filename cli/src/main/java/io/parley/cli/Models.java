package io.parley.cli;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxImport;
import io.parley.onnx.OnnxModel;
import io.parley.onnx.Sizes;
import io.parley.plan.BadRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The models that users name: by a file, or by the name of one that ships with Parley. */
public final class Models {
  /** Those that ship with Parley. */
  public static final List<String> SHIPPED = List.of("lenet", "mlp");

  private Models() {}

  /** A model, or a plan that somebody wrote. */
  static Model any(String nameOrFile) {
    return nameOrFile.endsWith(WrittenPlan.EXTENSION)
        ? WrittenPlan.read(Path.of(nameOrFile))
        : new Model.Onnx(read(nameOrFile));
  }

  public static OnnxModel read(String nameOrFile) {
    Path file = SHIPPED.contains(nameOrFile) ? Home.file("models/" + nameOrFile + ".onnx") : Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new BadRequestException("There is no model file " + file + ". Name an ONNX file, or one of "
          + String.join(", ", SHIPPED));
    }
    return OnnxImport.read(file);
  }

  /**
   * The shape of one image.
   *
   * @throws BadRequestException if the model takes anything but a batch of images
   */
  public static Shape imageShape(OnnxModel model, Sizes sizes) {
    if (model.inputs().size() != 1 || model.inputs().getFirst().dims().size() < 2) {
      throw new BadRequestException(model.name() + " takes " + model.inputs().stream()
          .map(i -> "'" + i.name() + "' of " + i.dims().size() + " dimensions").collect(Collectors.joining(" and "))
          + ", but a classifier takes one input, of shape batch×image. Name another model");
    }
    checkBatchName(new Model.Onnx(model), sizes.dimensions());
    Shape shape = Objects.requireNonNull(model.shapes(sizes).get(model.inputs().getFirst().name()));
    return Shape.of(Arrays.stream(shape.dims()).skip(1).toArray());
  }

  /**
   * @throws BadRequestException if the batch is given as if it were any dimension
   */
  static void checkBatchName(Model model, Map<String, Integer> dimensions) {
    model.openBatch().filter(dimensions::containsKey).ifPresent(name -> {
      throw new BadRequestException("'" + name + "' is the batch of " + model.name() + "; give it by --batch");
    });
  }

  /** Whether rows can be run in several batches: the batch is open, and nothing but the first dimension of inputs. */
  static boolean canCut(Model model) {
    return model.openBatch().isPresent() && model.inputs().stream().flatMap(i -> i.dims().stream().skip(1))
        .noneMatch(d -> d.openName().equals(model.openBatch()));
  }
}
