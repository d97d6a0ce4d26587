package io.parley.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.serialization.v1.PlanProto;
import io.parley.serialization.v1.TensorProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCodecTest {
  static Stream<String> names() {
    return Stream.concat(ExamplePlans.surface().keySet().stream(), ExamplePlans.lowered().keySet().stream()).sorted();
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
  void encode_equalsTheTestVector(String name) {
    byte[] bytes = PlanCodec.encode(plan(name));

    assertThat("id  " + PlanCodec.id(bytes) + "\nhex " + HexFormat.of().formatHex(bytes) + "\n")
        .isEqualTo(vector(name));
  }

  @Test
  void examples_useEveryOp() {
    String used = all().values().stream().flatMap(p -> p.nodes().stream()).map(n -> n.op().getClass().getSimpleName())
        .distinct().sorted().collect(Collectors.joining(" "));
    String ops = Stream.of(Op.Primitive.class, Op.Composite.class)
        .flatMap(c -> Arrays.stream(c.getPermittedSubclasses()))
        .map(Class::getSimpleName).distinct().sorted().collect(Collectors.joining(" "));

    assertThat(used).isEqualTo(ops);
  }

  @Test
  void id_ofDifferentPlans_differ() {
    assertThat(all().values().stream().map(PlanCodec::id).distinct()).hasSize(all().size());
  }

  @Test
  void decode_surfaceOpsInALoweredPlan_isRefusedByNode() {
    byte[] bytes = PlanCodec.encode(plan("surface-ops"));

    assertThatThrownBy(() -> PlanCodec.decode(Level.LOWERED, bytes)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("conv");
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
    byte[] bytes = PlanCodec.encode(plan("sum"));
    byte[] version = Arrays.copyOf(bytes, 2);
    byte[] rest = Arrays.copyOfRange(bytes, 2, bytes.length);
    byte[] swapped = ByteString.copyFrom(rest).concat(ByteString.copyFrom(version)).toByteArray();

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, swapped)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("canonical");
  }

  @Test
  void decode_otherVersion_isRefused() {
    refused(plan -> plan.setVersion(2), "version 2");
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
  void decode_typeThatTheOperandsDoNotGive_isRefusedByNode() {
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder().setType(type(plan).addDims(2))), "x + y");
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder()
        .setType(type(plan).setVisibility(TensorProto.Visibility.VISIBILITY_PUBLIC))), "x + y");
  }

  @Test
  void decode_unknownOp_isRefusedByNode() {
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder().setOp(PlanProto.Op.newBuilder().setCodeValue(999))),
        "Node 2 'x + y' has the unknown op 999");
  }

  @Test
  void decode_attributesOfAnotherOp_isRefusedByNode() {
    refused(plan -> plan.setNodes(2, plan.getNodes(2).toBuilder()
        .setOp(plan.getNodes(2).getOp().toBuilder().setBits(PlanProto.Bits.newBuilder().setBits(1)))),
        "Node 2 'x + y' has attributes BITS");
  }

  /** That a protocol compares as usual is said by leaving it out, in one way only. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void decode_unknownComparison_isRefusedByNode(int comparison) {
    PlanProto.Plan.Builder plan = PlanWriter.plan(plan("comparisons")).toBuilder();
    plan.getNodesBuilder(2).getOpBuilder().setComparisonValue(comparison);

    assertThatThrownBy(() -> PlanCodec.decode(Level.LOWERED, plan.build().toByteArray()))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("Node 2 'fss' has an unknown comparison");
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
    refused(plan -> plan.setNodes(0, plan.getNodes(0).toBuilder().setName("x\nERROR forged")), "control characters");
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
    for (int i = 0; i < 2_000; i++) {
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
    byte[] bytes = change.apply(PlanWriter.plan(plan("sum")).toBuilder()).build().toByteArray();

    assertThatThrownBy(() -> PlanCodec.decode(Level.SURFACE, bytes)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining(complaint);
  }

  private static void constantRefused(UnaryOperator<TensorProto.Tensor.Builder> change, String complaint) {
    PlanProto.Plan.Builder plan = PlanWriter.plan(plan("lowered-ops")).toBuilder();
    PlanProto.Node.Builder node = plan.getNodesBuilder(3);
    assertThat(node.getName()).isEqualTo("c");
    node.getOpBuilder().setConstant(change.apply(node.getOp().getConstant().toBuilder()));

    assertThatThrownBy(() -> PlanCodec.decode(Level.LOWERED, plan.build().toByteArray()))
        .isInstanceOf(BadRequestException.class).hasMessageContaining("Node 3 'c' " + complaint);
  }

  private static Map<String, Plan> all() {
    Map<String, Plan> all = new TreeMap<>(ExamplePlans.surface());
    all.putAll(ExamplePlans.lowered());
    return all;
  }

  private static Plan plan(String name) {
    return Objects.requireNonNull(all().get(name));
  }

  private static Level level(String name) {
    return ExamplePlans.surface().containsKey(name) ? Level.SURFACE : Level.LOWERED;
  }

  private static String vector(String name) {
    try (InputStream in = PlanCodecTest.class.getResourceAsStream("/vectors/" + name + ".txt")) {
      assertThat(in).as("test vector %s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
