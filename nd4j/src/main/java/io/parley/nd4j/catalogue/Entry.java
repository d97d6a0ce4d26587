package io.parley.nd4j.catalogue;

import java.util.Optional;

/**
 * What is known of an op.
 *
 * @param how it is supported, or why not
 * @param recipe if it runs on secrets
 */
record Entry(Kind kind, Support support, String how, Optional<Recipe> recipe) {
  String shape() {
    return recipe.map(Recipe::shape).orElse("");
  }
}
