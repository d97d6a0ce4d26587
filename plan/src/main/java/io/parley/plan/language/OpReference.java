package io.parley.plan.language;

import io.parley.plan.Reference;

/** What docs/language.md says of an op; see {@link Reference}. */
public record OpReference(Reference.Group group, String operands, String result, String meaning, String edges,
    String error) {
  static OpReference of(Reference r) {
    return new OpReference(r.group(), r.operands(), r.result(), r.meaning(), r.edges(), r.error());
  }
}
