package io.parley.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.parley.client.Parley;
import io.parley.client.RoleReport;
import io.parley.client.RunMode;
import io.parley.client.RunOptions;
import io.parley.client.RunReport;
import io.parley.client.RunResult;
import io.parley.client.Tape;
import io.parley.client.TapeInfo;
import io.parley.plan.BadRequestException;
import io.parley.plan.Plan;
import io.parley.plan.Values;
import io.parley.protocols.cost.CompareBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tapes made beforehand, with all roles in this JVM and in one store. */
class ParleyTapeTest {
  private static final double ULP = 1.0 / (1 << 16);
  private static final Plan PLAN = PlansForTests.layer(4);
  private static final Map<String, Values> INPUTS = PlansForTests.inputs(4, 1);

  @TempDir
  private static Path directory;
  private static Parley parley;

  @BeforeAll
  static void start() throws InterruptedException {
    parley = LocalParley.of(2, Sessions.real(), Map.of("parley.tape.directory", directory.toString()));
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @AfterEach
  void burnAll() throws InterruptedException {
    parley.burnTapes(Optional.empty());
  }

  private static RunOptions options(String protocol) {
    return RunOptions.defaults().withProtocol(protocol);
  }

  private static RunResult run(String protocol) throws InterruptedException {
    return parley.run(PLAN, options(protocol).withMode(RunMode.STORED), INPUTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"beaver", "masked", "masked-fss", "spdz2k"})
  void run_storedTape_givesThePlaintextResultOnceAndWithoutAProvider(String protocol) throws InterruptedException {
    RunReport made = parley.makeTape(PLAN, options(protocol));
    assertThat(parley.tapes()).singleElement().satisfies(tape -> {
      assertThat(tape.tape().id()).isEqualTo(made.session());
      assertThat(tape.tape().planName()).isEqualTo("layer");
      assertThat(tape.isUsable()).isTrue();
    });

    RunResult result = run(protocol);

    assertThat(result.output("y").data()).containsExactly(PlansForTests.layer(4, INPUTS), within(4 * ULP));
    assertThat(result.report().roles()).extracting(RoleReport::role).containsExactly("party 0", "party 1", "client");
    assertThat(parley.tapes()).isEmpty();
    assertThatThrownBy(() -> run(protocol)).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("no unused tape").hasMessageContaining("parley tape make --protocol " + protocol);
  }

  @Test
  void run_severalTapes_takesTheOldestFirst() throws InterruptedException {
    UUID first = parley.makeTape(PLAN, options("beaver")).session();
    UUID second = parley.makeTape(PLAN, options("beaver")).session();
    assertThat(parley.tapes()).extracting(TapeInfo::tape).extracting(Tape::id).containsExactly(first, second);

    run("beaver");

    assertThat(parley.tapes()).extracting(TapeInfo::tape).extracting(Tape::id).containsExactly(second);
  }

  @Test
  void run_twoAtOnceForOneTape_oneGetsIt() throws InterruptedException {
    parley.makeTape(PLAN, options("masked"));

    List<CompletableFuture<RunResult>> runs = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
      try {
        return run("masked");
      } catch (InterruptedException e) {
        throw new CompletionException(e);
      }
    })).limit(4).toList();
    List<Throwable> failures = runs.stream().flatMap(run -> Stream.ofNullable(run.handle((_, e) -> e).join())).toList();

    assertThat(failures).hasSize(3).allSatisfy(e -> assertThat(e).hasMessageContaining("tape"));
  }

  @Test
  void run_otherPlanProtocolOrCast_doesNotTakeIt() throws InterruptedException {
    parley.makeTape(PLAN, options("beaver"));

    assertThatThrownBy(() -> run("masked")).hasMessageContaining("no unused tape");
    assertThatThrownBy(() -> parley.run(PLAN,
        options("beaver").withMode(RunMode.STORED).withParties(List.of("b", "a")), INPUTS))
        .hasMessageContaining("no unused tape").hasMessageContaining("b, a");
    assertThatThrownBy(() -> parley.run(PlansForTests.layer(2), options("beaver").withMode(RunMode.STORED),
        PlansForTests.inputs(2, 1))).hasMessageContaining("no unused tape");
    assertThat(parley.tapes()).hasSize(1);
  }

  @Test
  void run_otherWayToCompare_doesNotTakeIt() throws InterruptedException {
    RunOptions keys = options("masked").withCompare(CompareBy.FSS);
    parley.makeTape(PLAN, keys);

    assertThatThrownBy(() -> run("masked")).hasMessageContaining("no unused tape").hasMessageContaining("--compare");
    assertThatThrownBy(() -> run("masked-fss")).hasMessageContaining("no unused tape");
    assertThat(parley.run(PLAN, keys.withMode(RunMode.STORED), INPUTS).output("y").data())
        .containsExactly(PlansForTests.layer(4, INPUTS), within(4 * ULP));
  }

  @Test
  void run_changedContent_failsAndTheTapeIsLost() throws Exception {
    UUID id = parley.makeTape(PLAN, options("beaver")).session();
    Path file = directory.resolve(id + "-1.tape");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> run("beaver")).isInstanceOf(BadRequestException.class)
        .hasMessageContaining("changed or cut off").hasMessageContaining(id.toString());
    assertThat(parley.tapes()).isEmpty();
  }

  @Test
  void run_onePartMissing_isNotUsable() throws InterruptedException, IOException {
    UUID id = parley.makeTape(PLAN, options("masked")).session();
    Files.delete(directory.resolve(id + "-3.tape"));

    assertThat(parley.tapes()).singleElement().satisfies(tape -> {
      assertThat(tape.isUsable()).isFalse();
      assertThat(tape.holders()).containsExactly("a", "b");
    });
    assertThatThrownBy(() -> run("masked")).hasMessageContaining("and this client hold");
  }

  @Test
  void burnTapes_one_leavesTheOther() throws InterruptedException {
    UUID first = parley.makeTape(PLAN, options("beaver")).session();
    UUID second = parley.makeTape(PLAN, options("beaver")).session();

    assertThat(parley.burnTapes(Optional.of(second))).containsExactly(second);

    assertThat(parley.tapes()).extracting(TapeInfo::tape).extracting(Tape::id).containsExactly(first);
  }

  @Test
  void makeTape_protocolWithoutProvider_isRefused() {
    assertThatThrownBy(() -> parley.makeTape(PLAN, options("plain"))).isInstanceOf(BadRequestException.class)
        .hasMessage("The protocol 'plain' has no provider and needs no tape. Run it without one");
  }
}
