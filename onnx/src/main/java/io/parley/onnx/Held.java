package io.parley.onnx;

/** What elements are in the plan, whatever their type is called in the file. */
enum Held {
  BITS,
  /** Without fraction bits: exact below 2^62. */
  INTEGERS,
  /** In fixed point. */
  NUMBERS
}
