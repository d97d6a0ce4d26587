package io.parley.plan.lowering.functions;

import io.parley.plan.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * v·2^(s/root) with what a {@link Magnitude} found.
 *
 * @param root 1 or 2
 */
record SecretPower(Words w, Magnitude magnitude, int unit, int root) implements Power {
  /** Shifts of a stage with this unit are chosen; those of the others are multiplied. */
  private static final int COARSE_UNIT = 16;

  @Override
  public Power with(int another) {
    return new SecretPower(w, magnitude, another, root);
  }

  private List<Magnitude.Stage> stages(boolean coarse) {
    return magnitude.stages().stream().filter(stage -> coarse == (stage.unit() == COARSE_UNIT)).toList();
  }

  private List<Integer> bounds() {
    return stages(true).stream().flatMap(stage -> stage.below().stream()).toList();
  }

  @Override
  public List<Integer> coarse() {
    List<Integer> shifts = new ArrayList<>(List.of(0));
    for (int d = 1; d <= bounds().size(); d++) {
      shifts.add(COARSE_UNIT * d / root);
    }
    return List.copyOf(shifts);
  }

  @Override
  public int choose(List<Integer> each) {
    List<Integer> bounds = bounds();
    int chosen = each.getFirst();
    for (int d = 1; d < each.size(); d++) {
      int step = w.sub(each.get(d), each.get(d - 1));
      int below = bounds.get(d - 1);
      chosen = w.add(chosen,
          w.shape(below).equals(w.shape(step)) ? w.mask(below, step) : w.mul(w.number(below), step));
    }
    return chosen;
  }

  @Override
  public int fine() {
    return stages(false).stream().map(stage -> stage.power(w, root)).reduce(w::mul).orElseThrow();
  }
}
