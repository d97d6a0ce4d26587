package io.parley.nd4j.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is different between two catalogues, a line for each op. */
public final class Changes {
  private Changes() {}

  public static List<String> between(Catalogue before, Catalogue after) {
    Map<String, CatalogueOp> old = byName(before);
    Map<String, CatalogueOp> now = byName(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<String> lines = new ArrayList<>();
    if (!before.version().equals(after.version())) {
      lines.add("ND4J " + before.version() + " became " + after.version());
    }
    for (String name : names) {
      CatalogueOp was = old.get(name);
      CatalogueOp is = now.get(name);
      if (was == null && is != null) {
        lines.add("added " + name + " (" + is.support().label() + "): " + String.join("; ", is.signatures()));
      } else if (was != null && is == null) {
        lines.add("removed " + name + ": " + String.join("; ", was.signatures()));
      } else if (was != null && is != null && !was.equals(is)) {
        lines.add("changed " + name + ": " + difference(was, is));
      }
    }
    return lines;
  }

  private static String difference(CatalogueOp was, CatalogueOp is) {
    List<String> parts = new ArrayList<>();
    field(parts, "kind", was.kind().label(), is.kind().label());
    field(parts, "support", was.support().label(), is.support().label());
    field(parts, "how", was.how(), is.how());
    field(parts, "shape", was.shape(), is.shape());
    was.signatures().stream().filter(s -> !is.signatures().contains(s)).forEach(s -> parts.add("no longer " + s));
    is.signatures().stream().filter(s -> !was.signatures().contains(s)).forEach(s -> parts.add("now " + s));
    return String.join("; ", parts);
  }

  private static void field(List<String> parts, String field, String was, String is) {
    if (!was.equals(is)) {
      parts.add(field + " '" + was + "' became '" + is + "'");
    }
  }

  private static Map<String, CatalogueOp> byName(Catalogue catalogue) {
    return catalogue.ops().stream()
        .collect(Collectors.toMap(CatalogueOp::name, Function.identity(), (x, _) -> x, TreeMap::new));
  }
}
