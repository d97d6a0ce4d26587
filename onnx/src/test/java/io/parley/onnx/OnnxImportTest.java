package io.parley.onnx;

import static io.parley.onnx.TestModel.integer;
import static io.parley.onnx.TestModel.ints;
import static io.parley.onnx.TestModel.real;
import static io.parley.onnx.TestModel.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.parley.crypto.Shape;
import io.parley.onnx.proto.Onnx.TensorProto;
import io.parley.plan.BadRequestException;
import io.parley.plan.Imported;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.WeightVisibility;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OnnxImportTest {
  private final TestModel model = TestModel.create();

  @Test
  void bind_secretWeights_areInputsUnderTheirNames() {
    Values w = Values.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    model.input(-1, 3).weight("w", w).node("MatMul", "y", List.of("x", "w"));

    Imported imported = model.read().bind(8, 20, WeightVisibility.SECRET);

    assertThat(imported.weights()).isEqualTo(Map.of("w", w));
    assertThat(imported.surfacePlan().inputs()).extracting("name", "type").containsExactly(
        tuple("x", TensorType.secret(Shape.of(8, 3), 20)),
        tuple("w", TensorType.secret(Shape.of(3, 2), 20)));
  }

  @Test
  void bind_secretWeightsThatThePlanNeeds_areNamed() {
    model.input(-1, 3).weight("w", Values.of(Shape.of(3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9))
        .weight("high", Values.scalar(2.5)).weight("power", Values.of(Shape.of(3), 1, 2, 3)).integers("order", 2, 0, 1)
        .weight("divisor", Values.scalar(1.5)).node("MatMul", "m", List.of("x", "w"))
        .node("Clip", "c", List.of("m", "", "high")).node("Gather", "g", List.of("c", "order"), integer("axis", 1))
        .node("Pow", "p", List.of("g", "power")).node("Mod", "r", List.of("p", "divisor"), integer("fmod", 1))
        .node("Constant", "k", List.of(), tensor("value", Values.scalar(0.5))).node("Mul", "y", List.of("r", "k"));

    Imported secret = model.read().bind(2, 16, WeightVisibility.SECRET);

    assertThat(secret.weights()).containsOnlyKeys("w");
    assertThat(secret.published()).containsExactly(
        entry("integers of 64 bits, or booleans", List.of("order")),
        entry("node 'c' (Clip) has to know it", List.of("high")),
        entry("node 'p' (Pow) has to know it", List.of("power")),
        entry("node 'r' (Mod) has to know it", List.of("divisor")),
        entry("a single number in a node", List.of("k")));
    assertThat(model.read().bind(2, 16, WeightVisibility.PUBLIC).published()).isEmpty();
  }

  @Test
  void bind_publicWeights_areConstants() {
    model.input(-1, 3).weight("w", Values.of(Shape.of(3, 1), 1, 2, 3)).node("MatMul", "y", List.of("x", "w"));

    Imported imported = model.read().bind(8, 16, WeightVisibility.PUBLIC);

    assertThat(imported.weights()).isEmpty();
    assertThat(imported.surfacePlan().inputs()).hasSize(1);
  }

  @Test
  void read_tensorTypes_giveTheSameNumbers() {
    ByteBuffer halves = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putShort(Float.floatToFloat16(1.5f))
        .putShort(Float.floatToFloat16(-2f));
    ByteBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-2);
    ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(1.5).putDouble(-2);
    TensorProto listed = TensorProto.newBuilder().setDataType(TensorProto.DataType.DOUBLE_VALUE).addDims(2)
        .addDoubleData(1.5).addDoubleData(-2).build();

    for (TensorProto t : List.of(listed, packed(TensorProto.DataType.FLOAT16, halves),
        packed(TensorProto.DataType.FLOAT, floats), packed(TensorProto.DataType.DOUBLE, doubles))) {
      assertThat(OnnxTensors.read(t, "t")).isEqualTo(Values.of(Shape.of(2), 1.5, -2));
    }
  }

  @Test
  void read_noOnnxFile_isRefused() {
    byte[] noise = new byte[1000];
    new Random(7).nextBytes(noise);
    for (byte[] bytes : List.of(noise, new byte[0], "{\"a\": 1}".getBytes(StandardCharsets.UTF_8))) {
      assertRefused(() -> OnnxImport.read(bytes, "file"), "file", "not an ONNX model");
    }
    assertRefused(() -> OnnxImport.read(Path.of("no/such.onnx")), "no/such.onnx", "check the path");
  }

  @Test
  void read_anyCutOrBrokenFile_isRefusedOrBinds() {
    byte[] good = model.input(-1, 1, 4, 4).weight("w", Values.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4))
        .node("Conv", "c", List.of("x", "w"), ints("pads", 1, 1, 1, 1)).node("Relu", "r", List.of("c"))
        .node("MaxPool", "y", List.of("r"), ints("kernel_shape", 2, 2)).proto().toByteArray();
    Random random = new Random(3);
    for (int i = 0; i < 3000; i++) {
      byte[] bad = i < good.length ? Arrays.copyOf(good, i) : good.clone();
      if (bad.length > 0) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        OnnxImport.read(bad, "file").bind(2, 16, WeightVisibility.SECRET);
      } catch (BadRequestException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void read_anyBrokenNetwork_isRefusedOrBinds() {
    byte[] good = OnnxNetworksTest.textTransformer().proto().toByteArray();
    Random random = new Random(5);
    for (int i = 0; i < 1500; i++) {
      byte[] bad = good.clone();
      for (int flips = 0; flips < 1 + i % 3; flips++) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        OnnxImport.read(bad, "file").bind(2, 16, WeightVisibility.SECRET);
      } catch (BadRequestException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void docs_listAllOps() throws IOException {
    String docs = Files.readString(Path.of("../docs/onnx.md"));
    String list = docs.substring(docs.indexOf("## Ops"), docs.indexOf("Not within these"));

    assertThat(Pattern.compile("`(\\w+)`").matcher(list).results().map(m -> m.group(1)))
        .containsExactlyInAnyOrderElementsOf(Operators.types()).isSorted();
  }

  @Test
  void bind_allThatIsUnsupported_isListedAtOnce() {
    model.input(-1, 3).node("GridSample", "sample", List.of("x")).node("Relu", "r", List.of("sample"))
        .node("Unique", "set", List.of("r")).node("Softmax", "sm", List.of("x"), integer("axis", 7))
        .node("Relu", "y", List.of("x"));

    assertBindRefused("test cannot be imported for 3 reasons", "(1) Node 'sample': op GridSample is not supported; use",
        "(2) Node 'set': op Unique", "(3) Node 'sm' (Softmax): axis 7 does not fit rank 2");
  }

  @Test
  void bind_customOp_isRefusedByItsDomain() {
    model.input(-1, 3).node("com.example.Magic", "m", List.of("x"));

    assertBindRefused("'m'", "com.example.Magic", "standard ONNX ops");
  }

  @Test
  void read_opsetTooOldOrNew_isRefused() {
    model.input(-1, 3).node("Relu", "r", List.of("x"));

    assertRefused(() -> model.opset(6).read(), "opset 6", "7 to 28");
    assertRefused(() -> model.opset(99).read(), "opset 99", "7 to 28");
  }

  @Test
  void read_unsupportedElements_areRefused() {
    assertRefused(() -> TestModel.create().input(TensorProto.DataType.STRING, -1, 3).node("Relu", "r", List.of("x"))
        .read(), "'x'", "STRING");
    TensorProto complex = TensorProto.newBuilder().setName("w").setDataType(TensorProto.DataType.COMPLEX64_VALUE)
        .addDims(1).build();
    assertRefused(() -> model.input(-1, 3).weight(complex).node("Add", "y", List.of("x", "w")).read(), "'w'",
        "COMPLEX64", "float32");
  }

  @Test
  void read_tensorOfWrongLength_isRefused() {
    TensorProto t = TensorProto.newBuilder().setName("w").setDataType(TensorProto.DataType.FLOAT_VALUE).addDims(5)
        .setRawData(ByteString.copyFrom(new byte[12])).build();

    assertRefused(() -> model.input(-1, 3).weight(t).node("Add", "y", List.of("x", "w")).read(), "'w'", "broken");
  }

  @Test
  void read_weightsInAnotherFile_areRefused() {
    TensorProto t = TensorProto.newBuilder().setName("w").setDataType(TensorProto.DataType.FLOAT_VALUE).addDims(5)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL).build();

    assertRefused(() -> model.input(-1, 3).weight(t).node("Add", "y", List.of("x", "w")).read(), "'w'", "one file");
  }

  @Test
  void bind_openDimensions_haveOneSizeWhereverTheyOccur() {
    OnnxModel read = model.open("x", "n", "seq", "4").open("mask", "n", "heads", "seq", "seq").open("k", "seq", "")
        .node("Relu", "a", List.of("x")).node("Relu", "b", List.of("mask")).node("Relu", "c", List.of("k"))
        .outputs("a", "b", "c").read();

    Plan plan = read.bind(new Sizes(2, Map.of("seq", 5, "heads", 3, "k.2", 7)), 16, WeightVisibility.SECRET)
        .surfacePlan();

    assertThat(plan.inputs()).extracting(n -> n.type().shape())
        .containsExactly(Shape.of(2, 5, 4), Shape.of(2, 3, 5, 5), Shape.of(5, 7));
    assertThat(read.shapes(new Sizes(2, Map.of("n", 9, "seq", 5, "heads", 3, "k.2", 7)))).containsEntry("x",
        Shape.of(9, 5, 4));
    assertRefused(() -> read.bind(new Sizes(2, Map.of("heads", 3)), 16, WeightVisibility.SECRET),
        "test leaves the size of 'seq' and 'k.2' open; give it by --dim seq=SIZE,k.2=SIZE");
    assertRefused(() -> read.bind(new Sizes(2, Map.of("time", 3)), 16, WeightVisibility.SECRET), "'time'", "'seq'");
    assertRefused(() -> new Sizes(2, Map.of("seq", 0)), "'seq'", "at least 1, not 0");
  }

  @Test
  void read_withoutShape_isRefused() {
    assertRefused(() -> TestModel.create().inputWithoutShape().node("Relu", "r", List.of("x")).read(), "'x'",
        "no shape");
  }

  @Test
  void bind_batch_replacesTheOpenDimensionOnly() {
    OnnxModel open = TestModel.create().input(-1, 3).node("Relu", "r", List.of("x")).read();
    OnnxModel fixed = TestModel.create().input(4, 3).node("Relu", "r", List.of("x")).read();

    assertThat(open.inputs()).containsExactly(new OnnxModel.DataInput("x",
        List.of(new OnnxModel.Dimension.Open("open"), new OnnxModel.Dimension.Fixed(3)), Element.REAL));
    assertThat(open.bind(7, 16, WeightVisibility.SECRET).surfacePlan().node(0).type().shape())
        .isEqualTo(Shape.of(7, 3));
    assertThat(fixed.bind(4, 16, WeightVisibility.SECRET).surfacePlan().inputs()).hasSize(1);
    assertRefused(() -> fixed.bind(7, 16, WeightVisibility.SECRET), "fixed batch of 4");
    assertRefused(() -> open.bind(0, 16, WeightVisibility.SECRET), "at least 1");
    assertRefused(() -> open.bind(1 << 30, 16, WeightVisibility.SECRET), "'x'", "smaller batch");
  }

  @Test
  void bind_operandsThatDoNotFit_nameTheNode() {
    model.input(-1, 3).weight("w", Values.of(Shape.of(2, 2), 1, 2, 3, 4)).node("MatMul", "fc", List.of("x", "w"));

    assertBindRefused("'fc'", "[2, 2]", "needs shape [3, n]");
  }

  @Test
  void bind_tensorThatNobodyMakes_isRefused() {
    model.input(-1, 3).node("Add", "sum", List.of("x", "ghost"));

    assertBindRefused("'sum'", "'ghost'");
  }

  @Test
  void bind_reshapeByAComputedShape_isRefused() {
    model.input(-1, 3).node("Reshape", "r", List.of("x", "x"));

    assertBindRefused("'r'", "must be a constant");
  }

  @Test
  void bind_secondOutputInUse_isRefused() {
    model.input(-1, 1, 4, 4).node2("AveragePool", "pool", "indices", List.of("x"), ints("kernel_shape", 2, 2))
        .node("Relu", "r", List.of("indices"));

    assertBindRefused("'pool'", "output 2 is used");
  }

  @Test
  void bind_whatIsNotRead_isRefused() {
    model.input(-1, 3).node("Relu", "a", List.of("x"), real("slope", 0.1)).node("Relu", "b", List.of("x", "x"));

    assertBindRefused("Node 'a' (Relu): attribute slope is not supported", "Node 'b' (Relu): operand 2 ('x') is not");
  }

  @Test
  void bind_trainingMode_isRefused() {
    Values one = Values.of(Shape.of(3), 1, 1, 1);
    model.input(-1, 3).weight("s", one).weight("b", one).weight("m", one).weight("v", one)
        .node("BatchNormalization", "bn", List.of("x", "s", "b", "m", "v"), integer("training_mode", 1));

    assertBindRefused("'bn'", "training mode");
  }

  @Test
  void bind_windowsOfAnotherRank_areRefused() {
    model.input(-1, 1, 4, 4).node("MaxPool", "pool", List.of("x"), ints("kernel_shape", 2, 2, 2));

    assertBindRefused("'pool'", "3 sizes", "[2, 1, 4, 4]");
  }

  private void assertBindRefused(String... parts) {
    OnnxModel read = model.read();
    assertRefused(() -> read.bind(2, 16, WeightVisibility.SECRET), parts);
  }

  private static void assertRefused(ThrowingCallable action, String... parts) {
    assertThatThrownBy(action).isInstanceOf(BadRequestException.class).hasMessageContainingAll(parts);
  }

  private static TensorProto packed(TensorProto.DataType type, ByteBuffer bytes) {
    return TensorProto.newBuilder().setDataType(type.getNumber()).addDims(2)
        .setRawData(ByteString.copyFrom(bytes.flip())).build();
  }
}
