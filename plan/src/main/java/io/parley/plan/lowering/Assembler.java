package io.parley.plan.lowering;

import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.lowering.functions.Words;
import java.util.Arrays;

/** Writes the nodes that stand for a node of the surface plan, under its name. */
final class Assembler extends Words {
  private final Emitter out;
  private final String name;
  private final boolean separates;

  Assembler(Emitter out, String name, boolean separates) {
    this.out = out;
    this.name = name;
    this.separates = separates;
  }

  @Override
  protected boolean separates() {
    return separates;
  }

  @Override
  protected int emit(Op op, int... operands) {
    return out.add(name, op, Arrays.stream(operands).boxed().toList());
  }

  @Override
  protected int constant(Values values, int bits) {
    return out.constant(name, values, TensorType.publicly(values.shape(), bits));
  }

  @Override
  protected TensorType type(int x) {
    return out.type(x);
  }
}
