package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.language.OpSample;
import io.parley.plan.language.OpSamples;
import io.parley.plan.language.OpSchema;
import io.parley.plan.language.Vocabulary;
import io.parley.plan.text.PlanText;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCodecTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");
  private static final Map<String, Plan> ALL = all();

  static Stream<String> names() {
    return ALL.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void decode_ofEncode_isTheSamePlan(String name) {
    Plan plan = plan(name);

    Plan back = PlanCodec.decode(level(name), PlanCodec.encode(plan));

    assertThat(back).isEqualTo(plan);
    assertThat(PlanCodec.id(back)).isEqualTo(PlanCodec.id(plan));
  }

  /** The vectors are for other languages; a change here breaks them. */
  @ParameterizedTest
  @MethodSource("names")
  void encode_equalsTheTestVector(String name) throws IOException {
    Plan plan = plan(name);
    String now = "id  " + PlanCodec.id(plan) + "\nhex " + HexFormat.of().formatHex(PlanCodec.canonical(plan)) + "\n\n"
        + PlanText.print(plan);
    if (Boolean.getBoolean("parley.docs.update")) {
      Files.writeString(VECTORS.resolve(name + ".txt"), now);
    }

    assertThat(now).isEqualTo(Files.readString(VECTORS.resolve(name + ".txt")));
    assertThat(PlanText.parse(now.substring(now.indexOf("\n\n") + 2))).isEqualTo(plan);
  }

  /** That there are no others, and one for each op. */
  @Test
  void vectors_areThoseOfThePlans() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      assertThat(files.map(p -> p.getFileName().toString().replace(".txt", ""))).containsExactlyInAnyOrderElementsOf(
          ALL.keySet());
    }
    assertThat(ALL.values().stream().flatMap(p -> p.nodes().stream()).map(n -> Vocabulary.schema(n.op()).name()))
        .containsAll(Vocabulary.all().stream().map(OpSchema::name).toList());
  }

  @Test
  void id_ofDifferentPlans_differ() {
    assertThat(ALL.values().stream().map(PlanCodec::id).distinct())
        .hasSize((int) ALL.values().stream().distinct().count());
  }

  @Test
  void decode_surfaceOpsInALoweredPlan_isRefusedByNode() {
    PlanProto.Plan.Builder lowered = PlanWriter.plan(plan("surface-ops")).toBuilder()
        .setLevel(PlanProto.Level.LEVEL_LOWERED);

    assertThatThrownBy(() -> PlanCodec.decode(labelled(lowered, plan("surface-ops"))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("lowering has to replace it first");
  }

  @Test
  void decode_unknownField_isRefused() {
    byte[] bytes = PlanCodec.encode(plan("sum"));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
    longer[bytes.length] = 15 << 3;

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, longer)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("canonical");
  }

  @Test
  void decode_fieldsInAnotherOrder_isRefused() {
    byte[] bytes = PlanCodec.canonical(plan("sum"));
    ByteString version = ByteString.copyFrom(bytes, 0, 2);
    ByteString rest = ByteString.copyFrom(bytes, 2, bytes.length - 2);
    byte[] swapped = PlanProto.LabelledPlan.newBuilder().setPlan(rest.concat(version))
        .addAllLabels(List.of("x", "y", "x + y")).build().toByteArray();

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, swapped)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("canonical");
  }

  @Test
  void decode_otherVersion_isRefused() {
    refused(plan -> plan.setVersion(1), "version 1");
  }

  @Test
  void decode_nothingRevealed_isRefused() {
    refused(PlanProto.Plan.Builder::clearOutputs, "reveals nothing");
  }

  @Test
  void decode_outputOfNoNode_isRefused() {
    refused(plan -> plan.setOutputs(0, plan.getOutputs(0).toBuilder().setNode(9)), "reveals node 9");
    refused(plan -> plan.setOutputs(0, plan.getOutputs(0).toBuilder().setNode(-1)), "reveals node 4294967295");
  }

  /** The same program would have another id without it. */
  @Test
  void decode_nodeThatNoOutputNeeds_isRefusedByName() {
    PlanProto.Plan.Builder plan = PlanWriter.plan(plan("sum")).toBuilder();
    plan.addNodes(plan.getNodes(2));
    byte[] bytes = PlanProto.LabelledPlan.newBuilder().setPlan(plan.build().toByteString())
        .addAllLabels(List.of("x", "y", "x + y", "spare")).build().toByteArray();

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, bytes)).isInstanceOf(BadRequestException.class)
        .hasMessage("Plan 'sum' has node 3 'spare', which no output needs; leave it out");
  }

  @Test
  void decode_twoInputsOfOneName_isRefused() {
    refused(plan -> plan.setNodes(1, plan.getNodes(0)), "two inputs named 'x'");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, -1})
  void decode_operandThatIsNotEarlier_isRefusedByNode(int input) {
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder().setInputs(0, input)),
        "Node 2 'x + y' uses node " + Integer.toUnsignedString(input));
  }

  @Test
  void decode_wrongNumberOfOperands_isRefusedByNode() {
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder().clearInputs()), "x + y");
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder().addInputs(0)), "x + y");
  }

  @Test
  void decode_sourceWithOperands_isRefusedByNode() {
    refused(plan -> plan.setNodes(1, plan.getNodes(1).toBuilder().addInputs(0)), "Node 1 'y' is a source");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void decode_impossibleAxis_isRefusedByNode(long dim) {
    refused(plan -> plan.setNodes(0, plan.getNodes(0).toBuilder().setType(type(plan).addDims(dim))),
        "Node 0 'x' has an axis of length " + dim);
  }

  @Test
  void decode_tooManyElements_isRefusedByNode() {
    refused(
        plan -> plan.setNodes(0, plan.getNodes(0).toBuilder().setType(type(plan).addDims(1 << 20).addDims(1 << 20))),
        "Node 0 'x' is too large");
  }

  @Test
  void decode_tooManyAxes_isRefusedByNode() {
    refused(plan -> {
      TensorProto.TensorType.Builder type = type(plan);
      for (int i = 0; i < 17; i++) {
        type.addDims(1);
      }
      return plan.setNodes(0, plan.getNodes(0).toBuilder().setType(type));
    }, "Node 0 'x' has 17 axes");
  }

  @Test
  void decode_fractionBitsOutOfRange_isRefusedByNode() {
    refused(plan -> plan.setNodes(0, plan.getNodes(0).toBuilder().setType(type(plan).setFractionBits(63))),
        "Node 0 'x' has 63 fraction bits");
    refused(plan -> plan.setNodes(0,
        plan.getNodes(0).toBuilder().setType(type(plan).setDtype(TensorProto.DType.DTYPE_BIT))),
        "Node 0 'x' has 16 fraction bits");
  }

  @Test
  void decode_typeOfWhatIsNoSource_isRefusedByNode() {
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder().setType(type(plan))),
        "Node 2 'x + y' has a type, but is no source");
    refused(plan -> plan.setNodes(0, plan.getNodes(0).toBuilder().clearType()),
        "Node 0 'x' is a source without a type");
  }

  @Test
  void decode_unknownOp_isRefusedByNode() {
    refused(plan -> plan.setNodes(2, node(plan, op -> op.setName("frobnicate"))),
        "Node 2 'x + y' has the unknown op 'frobnicate'");
    refused(plan -> plan.setNodes(2, node(plan, op -> op.setVersion(9))), "needs version 9 of add");
  }

  @Test
  void decode_otherAttributes_areRefusedByNode() {
    PlanProto.Attribute bits = PlanProto.Attribute.newBuilder().setName("bits").setInteger(1).build();
    refused(plan -> plan.setNodes(2, node(plan, op -> op.addAttributes(bits))),
        "Node 2 'x + y' has 1 attributes, but add() has 0");
    refused(plan -> plan.setNodes(2, node(plan, op -> op.setName("mul").addAttributes(bits))),
        "has the attribute 'bits' where mul has 'truncate'");
    refused(plan -> plan.setNodes(2, node(plan, op -> op.setName("mul")
        .addAttributes(bits.toBuilder().setName("truncate").setReal(1)))), "has no INTEGER as attribute 'truncate'");
  }

  private static PlanProto.Node.Builder node(PlanProto.Plan.Builder plan, UnaryOperator<PlanProto.Op.Builder> change) {
    PlanProto.Node.Builder node = plan.getNodes(2).toBuilder();
    return node.setOp(change.apply(node.getOp().toBuilder()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "quick"})
  void decode_unknownComparison_isRefusedByNode(String comparison) {
    Plan plan = plan("comparisons");
    PlanProto.Plan.Builder message = PlanWriter.plan(plan).toBuilder();
    message.getNodesBuilder(2).getOpBuilder().getAttributesBuilder(0).setText(comparison);

    assertThatThrownBy(() -> PlanCodec.decode(Level.LOWERED, labelled(message, plan)))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("Node 2 'fss'")
        .hasMessageContaining("comparison");
  }

  @Test
  void id_ofOtherLabels_isTheSame() {
    Plan plan = plan("sum");
    byte[] other = PlanProto.LabelledPlan.newBuilder().setPlan(PlanWriter.plan(plan).toByteString())
        .addAllLabels(List.of("x", "y", "another")).build().toByteArray();

    assertThat(PlanCodec.id(PlanCodec.decode(Level.SURFACE, other))).isEqualTo(PlanCodec.id(plan));
    assertThat(PlanCodec.id(other)).isEqualTo(PlanCodec.id(plan));
  }

  @Test
  void decode_labelsThatAreNotOneForEachNode_isRefused() {
    byte[] none = PlanProto.LabelledPlan.newBuilder().setPlan(PlanWriter.plan(plan("sum")).toByteString()).build()
        .toByteArray();

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, none)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("0 labels for 3 nodes");
  }

  /** As a plan is kept. */
  private static byte[] labelled(PlanProto.Plan.Builder message, Plan plan) {
    return PlanProto.LabelledPlan.newBuilder().setPlan(message.build().toByteString())
        .addAllLabels(plan.nodes().stream().map(Node::name).toList()).build().toByteArray();
  }

  @Test
  void decode_constantOfOtherLength_isRefusedByNode() {
    constantRefused(t -> t.setData(ByteString.copyFrom(new byte[63])), "holds 63 bytes for a constant of shape [4, 2]");
    constantRefused(t -> t.addDims(1 << 27), "holds 64 bytes");
  }

  @Test
  void decode_constantThatIsNoNumber_isRefusedByNode() {
    byte[] nan = new byte[64];
    nan[6] = (byte) 0xf8;
    nan[7] = 0x7f;
    constantRefused(t -> t.setData(ByteString.copyFrom(nan)), "holds a constant with NaN");
  }

  @Test
  void decode_controlCharactersInNames_areRefused() {
    refused(plan -> plan.setOutputs(0, plan.getOutputs(0).toBuilder().setName("x\nERROR forged")),
        "control characters");
    refused(plan -> plan.setName("\u0007"), "control characters");
  }

  @Test
  void decode_junk_isRefused() {
    long seed = 20_260_102;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] junk = new byte[1 + random.nextInt(200)];
      random.nextBytes(junk);

      assertThatThrownBy(() -> PlanCodec.decode(Level.LOWERED, junk)).as("seed %d, try %d", seed, i)
          .isInstanceOf(BadRequestException.class);
    }
  }

  /** Whatever is changed, the result is a clear refusal or another plan that is canonical. */
  @ParameterizedTest
  @MethodSource("names")
  void decode_mutations_areRefusedOrCanonical(String name) {
    long seed = name.hashCode();
    Random random = new Random(seed);
    byte[] valid = PlanCodec.encode(plan(name));
    for (int i = 0; i < (name.startsWith("op-") ? 200 : 2_000); i++) {
      byte[] bytes = mutate(valid, random);
      try {
        Plan plan = PlanCodec.decode(level(name), bytes);
        assertThat(PlanCodec.encode(plan)).as("seed %d, try %d", seed, i).isEqualTo(bytes);
      } catch (BadRequestException e) {
        assertThat(e).message().isNotBlank().doesNotContain("\n");
      }
    }
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }

  private static TensorProto.TensorType.Builder type(PlanProto.Plan.Builder plan) {
    return plan.getNodes(0).getType().toBuilder();
  }

  /** Changes the plan "sum", and expects the complaint. */
  private static void refused(UnaryOperator<PlanProto.Plan.Builder> change, String complaint) {
    byte[] bytes = labelled(change.apply(PlanWriter.plan(plan("sum")).toBuilder()), plan("sum"));

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, bytes)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(complaint);
  }

  private static void constantRefused(UnaryOperator<TensorProto.Tensor.Builder> change, String complaint) {
    PlanProto.Plan.Builder plan = PlanWriter.plan(plan("lowered-ops")).toBuilder();
    PlanProto.Attribute.Builder values = plan.getNodesBuilder(3).getOpBuilder().getAttributesBuilder(0);
    assertThat(values.getName()).isEqualTo("values");
    values.setTensor(change.apply(values.getTensor().toBuilder()));

    assertThatThrownBy(() -> PlanCodec.decode(Level.LOWERED, labelled(plan, plan("lowered-ops"))))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("Node 3 'c' " + complaint);
  }

  private static Map<String, Plan> all() {
    Map<String, Plan> all = new TreeMap<>(ExamplePlans.surface());
    all.putAll(ExamplePlans.lowered());
    for (OpSample sample : OpSamples.all()) {
      String name = "op-" + sample.name();
      for (int i = 2; all.containsKey(name); i++) {
        name = "op-" + sample.name() + "-" + i;
      }
      all.put(name, sample.plan());
    }
    return all;
  }

  private static Plan plan(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }

  private static Level level(String name) {
    return plan(name).level();
  }
}
