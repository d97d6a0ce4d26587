package io.parley.protocols.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.crypto.Shape;
import io.parley.onnx.OnnxImport;
import io.parley.onnx.OnnxModel;
import io.parley.plan.Op;
import io.parley.plan.Plan;
import io.parley.plan.TensorType;
import io.parley.plan.WeightVisibility;
import io.parley.plan.lowering.Lowering;
import io.parley.protocols.PlansForTests;
import io.parley.protocols.spi.Protocol;
import io.parley.protocols.spi.Protocols;
import io.parley.protocols.spi.Roles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryEstimateTest {
  private static final OnnxModel LENET = OnnxImport.read(Path.of("../models/lenet.onnx"));
  private static final long MB = 1 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"masked", "beaver", "spdz2k", "securenn", "replicated", "replicated-malicious", "plain"})
  void everyRole_needsMoreForMoreInputs(String protocol) {
    List<MemoryEstimate> growing = List.of(lenet(protocol, 1, false), lenet(protocol, 2, false),
        lenet(protocol, 16, false), lenet(protocol, 128, false));

    for (int i = 1; i < growing.size(); i++) {
      assertThat(growing.get(i).partyBytes()).isGreaterThan(growing.get(i - 1).partyBytes());
      assertThat(growing.get(i).providerBytes()).isGreaterThan(growing.get(i - 1).providerBytes());
      assertThat(growing.get(i).clientBytes()).isGreaterThan(growing.get(i - 1).clientBytes());
    }
  }

  /** Peaks of resident memory as quickstart tells them, with heaps of 6 GB. */
  @Test
  void lenetFor128_isWithinAFactorOfTwoOfWhatWasMeasured() {
    MemoryEstimate estimate = lenet("masked", 128, true);

    assertWithinAFactorOfTwo(estimate.partyBytes(), 784);
    assertWithinAFactorOfTwo(estimate.providerBytes(), 669);
    assertWithinAFactorOfTwo(estimate.clientBytes(), 233);
    assertWithinAFactorOfTwo(lenet("securenn", 128, false).partyBytes(), 1169);
  }

  /** LeNet for 128 images ran out of memory with 240 MB, and ran with 300 MB; for 1 image with 64 MB. */
  @Test
  void lenet_neverFitsWhereItWasSeenToFail() {
    assertThat(lenet("masked", 128, true).partyBytes()).isGreaterThan(300 * MB);
    assertThat(lenet("masked", 1, true).partyBytes()).isLessThan(128 * MB);
    assertThat(lenet("replicated-malicious", 32, false).partyBytes()).isGreaterThan(400 * MB);
  }

  @Test
  void tapeDealtAhead_countsWhole() {
    assertThat(lenet("masked", 128, true).partyBytes()).isGreaterThan(lenet("masked", 128, false).partyBytes());
    assertThat(lenet("masked", 128, true).providerBytes()).isEqualTo(lenet("masked", 128, false).providerBytes());
  }

  @Test
  void valuesThatAreStillNeeded_count() {
    assertThat(chain(true).partyBytes()).isGreaterThan(chain(false).partyBytes());
  }

  /** A chain of negations, to whose end x is added or which stands alone. */
  private static MemoryEstimate chain(boolean usesItsInputAtTheEnd) {
    PlansForTests plan = new PlansForTests();
    TensorType type = TensorType.secret(Shape.of(1 << 20), 16);
    int x = plan.input("x", type);
    int y = plan.add(new Op.Negate(), type, x);
    for (int i = 0; i < 3; i++) {
      y = plan.add(new Op.Negate(), type, y);
    }
    y = plan.add(new Op.Add(), type, y, usesItsInputAtTheEnd ? x : y);
    return MemoryEstimate.of(plan.reveal("y", y).plan(), Protocols.byName("masked"), new Roles(2), false);
  }

  private static MemoryEstimate lenet(String name, int batch, boolean tapeAhead) {
    Protocol protocol = Protocols.byName(name);
    Plan plan = Lowering.lower(LENET.bind(batch, 16, WeightVisibility.SECRET).surfacePlan(), protocol.target());
    return MemoryEstimate.of(plan, protocol, new Roles(Protocols.fewestParties(protocol)), tapeAhead);
  }

  private static void assertWithinAFactorOfTwo(long bytes, long measuredMegabytes) {
    assertThat(bytes / (double) (measuredMegabytes * MB)).isBetween(0.5, 2.0);
  }
}
