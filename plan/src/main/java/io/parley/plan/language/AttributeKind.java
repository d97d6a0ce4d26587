package io.parley.plan.language;

/** What an attribute of an op holds. */
public enum AttributeKind {
  /** A whole number of 32 bits. */
  INTEGER,
  /** A number in double precision. */
  REAL,
  /** True or false. */
  FLAG,
  /** One of a few words. */
  WORD,
  /** Any text. */
  TEXT,
  /** A list of whole numbers, such as axes or a shape. */
  INTEGERS,
  /** A list of numbers in double precision. */
  REALS,
  /** A public tensor of numbers in double precision. */
  TENSOR
}
