package io.parley.plan.lowering;

import io.parley.plan.BadRequestException;
import io.parley.plan.Level;
import io.parley.plan.LiveNodes;
import io.parley.plan.Plan;

/**
 * Turns a surface plan into the plan that roles run: only primitive ops, true scales, equal shapes. The same plan always
 * gives the same result. In order:
 *
 * <ol>
 * <li>{@link Expansion}: ops that others explain become those.
 * <li>{@link KeepPlaces}: products with inverses become quotients.
 * <li>{@link PoolBeforeRelu}: compare after pooling, on fewer elements.
 * <li>{@link Expand}: composite ops become primitives, broadcasts become nodes.
 * <li>{@link Simplify}: what does nothing goes, what is public and known is computed.
 * <li>{@link Scales}: fraction bits and truncations are placed.
 * <li>{@link FuseTruncations}: a truncation joins the product before it.
 * </ol>
 *
 * Every pass also merges equal nodes; unused nodes go, but inputs stay, since their owner counts on bringing them.
 *
 * <p>With f fraction bits a value of a lowered plan carries up to 2f. Ring words must stay below 2^62 in magnitude, so
 * every value of a plan, differences that are compared included, has to stay below 2^(62 − 2f): 2^30 for f = 16.
 */
public final class Lowering {
  /**
   * Its version: every change of what a plan becomes makes another, so that roles that lower a plan by themselves agree,
   * or say that they cannot.
   */
  public static final int VERSION = 2;

  private Lowering() {}

  /** With late truncations. */
  public static Plan lower(Plan surface) {
    return lower(surface, Target.LATE_TRUNCATION);
  }

  /**
   * By a version of lowering.
   *
   * @throws BadRequestException if this release has no such version
   */
  public static Plan lower(Plan surface, Target target, int version) {
    if (version != VERSION) {
      throw new BadRequestException("This release lowers plans by version " + VERSION + ", but version " + version
          + " is asked for; run the same release everywhere");
    }
    return lower(surface, target);
  }

  /**
   * @throws BadRequestException if the plan is no surface plan, or holds what no words can
   */
  public static Plan lower(Plan surface, Target target) {
    if (surface.level() != Level.SURFACE) {
      throw new BadRequestException(
          "Plan '" + surface.name() + "' is lowered already; lower the plan that it was made of");
    }
    Plan core = KeepPlaces.rewrite(Expansion.of(surface).plan());
    Plan expanded = Expand.composites(PoolBeforeRelu.swap(LiveNodes.only(core)));
    Plan simple = LiveNodes.only(Simplify.plan(expanded));
    Plan scaled = LiveNodes.only(Scales.place(simple, target));
    return LiveNodes.only(FuseTruncations.fuse(scaled));
  }
}
