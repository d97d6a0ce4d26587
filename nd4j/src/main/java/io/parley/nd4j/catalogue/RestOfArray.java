package io.parley.nd4j.catalogue;

/** What {@code INDArray} has beside arithmetic and shapes. */
final class RestOfArray {
  private static final String ARRAY = "INDArray";

  private RestOfArray() {}

  static void list(SupportTable t) {
    t.kind(Kind.OTHER);
    t.unsupported("it reads values, which only reveal may; reveal the result", ARRAY,
        "element getDouble getDoubleUnsafe getFloat getInt getLong getNumber getString toDoubleMatrix "
            + "toDoubleVector toFlatArray toFloatMatrix toFloatVector toIntMatrix toIntVector toLongMatrix toLongVector "
            + "toString toStringFull equalsWithEps");
    t.unsupported("it is about an array in memory, which a secret is not", ARRAY,
        "close closeable data elementWiseStride getId isAttached isCompressed isInScope isSparse isView leverage "
            + "leverageOrDetach leverageTo linearIndex markAsCompressed migrate offset ordering originalOffset "
            + "setCloseable setData setOrder setShapeAndStride shapeDescriptor shapeInfo shapeInfoDataBuffer "
            + "shapeInfoJava shapeInfoToString stride wasClosed");
    t.publicly("the type is public", ARRAY, "dataType isB isR isS isZ");
    t.kind(Kind.SHAPE);
    t.unsupported("values of a plan never change; join slices by concat, or choose by select", ARRAY,
        "put putColumn putRow putScalar putScalarUnsafe putSlice putiColumnVector putiRowVector");
    t.unsupported("its indices are objects of ND4J; use slice, getRows or getColumns", ARRAY,
        "get getScalar dimShuffle sliceVectors tensorAlongDimension vectorAlongDimension");
    t.unsupported("its lengths are in an order of its own; use repmat or concat", ARRAY, "repeat");
    t.kind(Kind.MATH);
    t.unsupported("its condition is an object; compare by lt, gt or eq and choose by select", ARRAY,
        "assignIf cond getWhere match putWhere putWhereWithMask replaceWhere scan");
    t.publicly("false: fixed point has neither infinities nor NaN", ARRAY, "isInfinite isNaN");
    t.publicly("false: fixed point has neither infinities nor NaN; isFinite is true", "NDMath",
        "isFinite isInfinite isNaN");
    t.unsupported("its ε of 1e-5 is finer than fixed point; compare by eq", ARRAY, "eps");
    t.unsupported("its ε of 1e-5 is finer than fixed point; compare by eq", "Transforms", "eps");
    t.unsupported("it keeps exponents in range, which exp here does by itself", "Transforms", "stabilize");
    t.kind(Kind.REDUCTION);
    t.unsupported("it lies between sorted elements; trace it with Sorting", ARRAY,
        "percentile percentileNumber");
    t.kind(Kind.BITWISE);
    String words = "it is about the bits of whole numbers, and numbers here are fixed point";
    t.unsupported(words, "NDBitwise", "and bitRotl bitRotr bitShift bitShiftRight bitsHammingDistance leftShift "
        + "leftShiftCyclic or rightShift rightShiftCyclic xor");
    t.unsupported(words, "NDMath", "bitShift bitShiftRight bitShiftRotl bitShiftRotr");
  }
}
