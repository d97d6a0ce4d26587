package io.parley.plan;

/**
 * A value that is revealed.
 *
 * @param name of the output
 * @param node whose value it is
 * @param receiver who learns it
 */
public record Output(String name, int node, String receiver) {}
