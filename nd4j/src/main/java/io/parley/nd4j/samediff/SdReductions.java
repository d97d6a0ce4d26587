package io.parley.nd4j.samediff;

import io.parley.plan.formulas.Elementwise;
import io.parley.plan.formulas.Extremes;
import io.parley.plan.formulas.Reductions;
import io.parley.plan.formulas.Scans;
import java.util.List;
import java.util.Map;

/** What becomes of many elements along axes. */
final class SdReductions {
  /** Along axes, which are kept with length 1 or dropped. */
  private interface Reduction {
    SdValue of(SdAlgebra algebra, SdValue x, List<Integer> axes, boolean keep);
  }

  private SdReductions() {}

  static void list(Map<String, SdOperators.Operator> t) {
    reduction(t, "reduce_sum", (a, x, axes, keep) -> a.sum(x, axes, keep));
    reduction(t, "reduce_mean", Reductions::mean);
    reduction(t, "reduce_max", Reductions::max);
    reduction(t, "reduce_min", Reductions::min);
    reduction(t, "reduce_prod", Reductions::prod);
    reduction(t, "reduce_norm1", Reductions::l1);
    reduction(t, "reduce_norm2", Reductions::l2);
    reduction(t, "reduce_sqnorm", Reductions::sumSquare);
    reduction(t, "asum", Reductions::l1);
    reduction(t, "amean", (a, x, axes, keep) -> Reductions.mean(a, Elementwise.abs(a, x), axes, keep));
    reduction(t, "amax", (a, x, axes, keep) -> Reductions.max(a, Elementwise.abs(a, x), axes, keep));
    SdOperators.one(t, "var", (a, n) -> Reductions.variance(a, n.x(), n.axes(), n.correction(), n.keepsAxes()));
    SdOperators.one(t, "std", (a, n) -> Reductions.deviation(a, n.x(), n.axes(), n.correction(), n.keepsAxes()));
    SdOperators.one(t, "argmax", (a, n) -> dropped(a, n, Extremes.argmax(a, n.x(), only(n), false)));
    SdOperators.one(t, "argmin", (a, n) -> dropped(a, n, Extremes.argmin(a, n.x(), only(n), false)));
    SdOperators.one(t, "softmax", (a, n) -> Reductions.softmax(a, n.x(), n.axis(n.integer(0, -1))));
    SdOperators.one(t, "log_softmax", (a, n) -> Reductions.logSoftmax(a, n.x(), n.axis(n.integer(0, -1))));
    SdOperators.one(t, "cumsum", (a, n) -> Scans.cumsum(a, n.x(), n.axis(n.integer(2, 0)), n.integer(0, 0) == 1,
        n.integer(1, 0) == 1));
  }

  private static void reduction(Map<String, SdOperators.Operator> t, String name, Reduction of) {
    SdOperators.one(t, name, (a, n) -> of.of(a, n.x(), n.axes(), n.keepsAxes()));
  }

  private static int only(SdNode n) {
    if (n.axes().size() != 1) {
      throw n.refusal("needs just one axis");
    }
    return n.axes().getFirst();
  }

  private static SdValue dropped(SdAlgebra a, SdNode n, SdValue index) {
    return n.keepsAxes() ? index : a.sum(index, List.of(only(n)), false);
  }
}
