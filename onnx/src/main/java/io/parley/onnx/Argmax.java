package io.parley.onnx;

import io.parley.crypto.Conv2dSpec;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Op;
import io.parley.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The maximum of each window with its place in the whole tensor, by knockout of the taps: of equal ones the first stays.
 * The places of a tap are known, and its losing is the only secret.
 */
final class Argmax {
  /** One element of each window, and where it is. */
  private record Tap(GraphValue value, GraphValue place) {}

  private Argmax() {}

  /**
   * @param columnsFirst whether places count down the columns of an image
   */
  static List<GraphValue> of(GraphBinder graph, GraphValue x, Conv2dSpec window, boolean columnsFirst) {
    GraphValue places = graph.structure(Element.INTEGER, places(x.shape(), columnsFirst));
    List<Tap> taps = new ArrayList<>();
    for (int row = 0; row < window.kernelHeight(); row++) {
      for (int column = 0; column < window.kernelWidth(); column++) {
        Op tap = new Op.Rearrange(new Structure.WindowTap(window, row, column, true));
        taps.add(new Tap(graph.apply(tap, List.of(x)), graph.apply(tap, List.of(places))));
      }
    }
    while (taps.size() > 1) {
      List<Tap> next = new ArrayList<>();
      for (int i = 0; i + 1 < taps.size(); i += 2) {
        next.add(larger(graph, taps.get(i), taps.get(i + 1)));
      }
      if (taps.size() % 2 == 1) {
        next.add(taps.getLast());
      }
      taps = next;
    }
    return List.of(taps.getFirst().value, taps.getFirst().place.as(Element.INTEGER));
  }

  private static Tap larger(GraphBinder graph, Tap first, Tap second) {
    GraphValue bits = graph.less(first.value, second.value);
    return new Tap(graph.select(bits, second.value, first.value), graph.select(bits, second.place, first.place));
  }

  private static Values places(Shape shape, boolean columnsFirst) {
    int height = shape.dim(2);
    int width = shape.dim(3);
    int area = height * width;
    return Values.of(shape, IntStream.range(0, shape.size())
        .mapToDouble(i -> columnsFirst ? i / area * area + i % width * height + i % area / width : i).toArray());
  }
}
