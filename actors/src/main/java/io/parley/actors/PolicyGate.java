package io.parley.actors;

import io.parley.identity.SpiffeId;
import io.parley.plan.BadRequestException;
import io.parley.plan.Node;
import io.parley.plan.OpText;
import io.parley.plan.Plan;
import io.parley.policy.Fact;
import io.parley.policy.RunFacts;
import io.parley.protocols.cost.Estimate;
import io.parley.protocols.spi.Protocol;
import io.parley.serialization.Dealing;
import io.parley.serialization.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a run has to pass by the node's policy, with its request and again with its plans, and into its audit log, before
 * anything that cannot be taken back.
 */
final class PolicyGate implements RunGate {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyGate.class);
  private final NodeContext node;
  private final String name;
  private final SessionActor.Conducted run;
  private final RunFacts facts;
  private volatile byte[] contract = new byte[0];
  private Optional<Policies.RefusedException> refusal = Optional.empty();

  /**
   * @param name the node's
   * @param sessions of this client's that go on here
   */
  PolicyGate(NodeContext node, String name, SessionActor.Conducted run, long sessions) {
    this.node = node;
    this.name = name;
    this.run = run;
    this.facts = RunFacts.of(run.request(), run.attempt(), run.part().role())
        .with(Fact.SESSIONS, () -> sessions + 1)
        .with(Fact.TAPES, this::tapes);
  }

  private long tapes() {
    SpiffeId client = run.request().client();
    boolean makes = run.request().proposal().first().dealing() == Dealing.MAKE;
    return node.tapes().list().stream().filter(part -> part.tape().owner().equals(client.toString())).count()
        + (makes ? 1 : 0);
  }

  /**
   * @throws BadRequestException if the run can only be refused, whatever its plans are
   */
  void checkEarly() {
    try {
      node.policies().checkEarly(facts);
    } catch (Policies.RefusedException e) {
      refusal = Optional.of(e);
      throw e;
    }
  }

  /** The node does not take part, by its policy or for another reason. */
  void refused(String reason) {
    tell(() -> node.audit().refuses(run, refusal.map(Policies.RefusedException::by).orElse(Audit.Decision.NONE),
        refusal.map(Policies.RefusedException::why).orElse(reason)));
  }

  @Override
  public void accepts(JobPlans plans) {
    List<Integer> steps = Stream.iterate(run.attempt().fromStep(), step -> step < run.steps(), step -> step + 1)
        .toList();
    Map<Step, Integer> distinct = steps.stream().collect(Collectors.toMap(
        step -> run.request().proposal().job().steps().get(step), step -> step, (first, _) -> first));
    Protocol protocol = node.sessions().protocol(run.part().protocol());
    RunFacts all = facts
        .with(Fact.OPS, () -> List.copyOf(new TreeSet<>(distinct.values().stream()
            .flatMap(step -> plans.plan(step).nodes().stream()).map(Node::op).map(OpText::name).toList())))
        .with(Fact.NODES, () -> most(distinct, step -> plans.lowered(step).nodes().size()))
        .with(Fact.ELEMENTS, () -> most(distinct, step -> elements(plans.lowered(step))))
        .with(Fact.MEMORY, () -> most(distinct, step -> HeldSeat.bytes(plans.lowered(step), protocol,
            run.at(step).part(), node.settings().session().tapeBytes())))
        .with(Fact.BYTES, () -> steps.stream().mapToLong(step -> Estimate.of(plans.lowered(step), protocol,
            run.part().roles()).sentBy(run.part().role())).sum());
    try {
      node.audit().accepts(run, node.policies().check(all,
          distinct.keySet().stream().map(step -> step.program().planId()).distinct().toList()));
    } catch (Policies.RefusedException e) {
      node.audit().refuses(run, e.by(), e.why());
      throw new BadRequestException("Node " + name + " refuses: " + e.getMessage(), e);
    }
  }

  @Override
  public void agrees(byte[] verified) {
    contract = verified.clone();
    node.audit().agrees(run, contract);
  }

  @Override
  public void releases(int step) {
    node.audit().releases(run, step, contract);
  }

  @Override
  public void ends(int step) {
    tell(() -> node.audit().ends(run, step, contract));
  }

  @Override
  public void fails(int step, String why) {
    tell(() -> node.audit().fails(run, step, contract, why));
  }

  /** What has happened has happened. */
  private static void tell(Runnable end) {
    try {
      end.run();
    } catch (BadRequestException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  private static long most(Map<Step, Integer> distinct, ToLongFunction<Integer> of) {
    return LongStream.concat(LongStream.of(0), distinct.values().stream().mapToLong(of)).max().orElseThrow();
  }

  private static long elements(Plan plan) {
    return plan.nodes().stream().mapToLong(node -> node.type().shape().size()).sum();
  }
}
