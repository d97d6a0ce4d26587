package io.parley.serialization;

/** Marks a message between actors of different nodes: it is written by {@link KryoSerializer}. */
public interface ControlMessage {}
