package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Members;
import io.parley.plan.BadRequestException;
import io.parley.protocols.cost.MemoryEstimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BatchCutTest {
  private static final long GB = 1L << 30;

  @Test
  void fitting_whatFits_isLeftAlone() {
    assertThat(cut(8).fitting(60, false)).isEqualTo(new BatchCut.Choice(60, Optional.empty()));
  }

  @Test
  void fitting_whatDoesNotFit_isCutIntoAsFewEqualParts() {
    BatchCut.Choice choice = cut(4).fitting(128, false);

    assertThat(choice.batch()).isEqualTo(26);
    assertThat(choice.why()).contains("128 images at a time would need about 13.8 GB of heap in bob, which has 4.0 GB: "
        + "26 at a time");
    assertThat(cut(4).fitting(31, false).batch()).isEqualTo(16);
    assertThat(cut(4).fitting(30, false).batch()).isEqualTo(30);
  }

  @Test
  void fitting_notEvenOneImage_saysWhatIsNeeded() {
    assertThatThrownBy(() -> cut(1).fitting(128, false)).isInstanceOf(BadRequestException.class)
        .hasMessage("1 image needs about 1.1 GB of heap in bob, which has 1.0 GB. Give it more: "
            + "PARLEY_JAVA_OPTS=-Xmx2g");
  }

  @Test
  void fitting_fixedBatch_isNotCut() {
    assertThatThrownBy(() -> cut(4).fitting(128, true)).isInstanceOf(BadRequestException.class)
        .hasMessageStartingWith("128 images, the model's fixed batch, need about 13.8 GB");
  }

  @Test
  void of_nodeWithSeveralRoles_needsTheirSum() {
    Members members = new Members(List.of("a", "b", "c"), List.of("a"), Map.of("a", 3 * GB, "b", GB, "c", 1L));
    IntFunction<MemoryEstimate> estimate = batch -> new MemoryEstimate(batch * GB / 4, batch * GB / 2, 1);

    assertThat(BatchCut.of(members, 2, true, "image", estimate).fitting(8, false).batch()).isEqualTo(4);
    assertThat(BatchCut.of(members, 1, true, "image", estimate).fitting(8, false).batch()).isEqualTo(4);
    assertThat(BatchCut.of(members, 1, false, "image", estimate).fitting(8, false).batch()).isEqualTo(8);
  }

  /** Bob needs 1 GB and 100 MB for each image. */
  private static BatchCut cut(long bobsGigabytes) {
    return new BatchCut(Map.of("alice", 100 * GB, "bob", bobsGigabytes * GB), "image",
        batch -> Map.of("alice", 20 * GB, "bob", GB + batch * GB / 10));
  }
}
