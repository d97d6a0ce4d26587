package io.parley.plan.lowering;

import io.parley.plan.Effort;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.TensorType;
import io.parley.plan.Values;
import io.parley.plan.Words;
import io.parley.plan.plaintext.PlaintextInterpreter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
  public boolean separates() {
    return separates;
  }

  @Override
  public Optional<Values> known(int x) {
    Node node = out.node(x);
    return switch (node.op()) {
      case Op.Constant c -> Optional.of(c.values());
      case Op.Rearrange r -> {
        Effort.constant(node.type().shape().size());
        List<Values> parts = node.inputs().stream().map(this::known).flatMap(Optional::stream).toList();
        yield parts.size() == node.inputs().size()
            ? Optional.of(PlaintextInterpreter.evaluate(r, parts))
            : Optional.empty();
      }
      case Op.Primitive _,Op.Composite _ -> Optional.empty();
    };
  }

  @Override
  public int emit(Op op, int... operands) {
    return out.add(name, op, Arrays.stream(operands).boxed().toList());
  }

  @Override
  public int constant(Values values, int bits) {
    Effort.constant(values.shape().size());
    return out.constant(name, values, TensorType.publicly(values.shape(), bits));
  }

  @Override
  public TensorType type(int x) {
    return out.type(x);
  }
}
