package io.parley.nd4j.catalogue;

/** What {@code Nd4j} and the factories have beside arithmetic and shapes. */
final class RestOfFactory {
  private static final String FACTORY = "Nd4j";
  private static final String BASE = "NDBase";

  private RestOfFactory() {}

  static void list(SupportTable t) {
    runtime(t);
    random(t);
    indices(t);
    moves(t);
  }

  private static void runtime(SupportTable t) {
    t.kind(Kind.OTHER);
    t.unsupported("it is about ND4J's runtime, which plans do not run on", FACTORY,
        "allowsSpecifyOrdering bitwise checkShapeValues clearNans cnn createBuffer createBufferDetached "
            + "createArrayFromShapeBuffer createTypedBuffer createTypedBufferDetached dataType defaultFloatingPointType "
            + "enableFallbackMode exec factory getAffinityManager getBackend getBlasWrapper getCompressor "
            + "getConstantHandler getConvolution getDataBufferFactory getDeallocatorService getDistributions "
            + "getEnvironment getExecutioner getMemoryManager getNDArrayFactory getRandom getRandomFactory "
            + "getShapeInfoProvider getStrides getWorkspaceManager image initWithBackend isExperimentalMode "
            + "isFallbackModeEnabled isPrecisionBoostAllowed linalg loss math nn order random rnn setConvolution "
            + "setDataType setDefaultDataTypes setFactory sizeOfDataType");
    t.publicly("the type is public", BASE, "isNumericTensor");
    t.unsupported("which branch it takes would show; choose by select", BASE, "merge switchOp");
    t.kind(Kind.IO);
    t.publicly("read the array and bring it as an input", FACTORY,
        "createFromFlatArray createFromNpyFile createFromNpyPointer createFromNpzFile createNpyFromByteArray "
            + "createNpyFromInputStream fromByteArray read readBinary readNpy readNumpy readTxt readTxtString");
    t.unsupported("it writes values, which only reveal may; reveal the result", FACTORY,
        "convertToNumpy saveBinary toByteArray toNpyByteArray write writeAsNumpy writeTxt");
  }

  private static void random(SupportTable t) {
    t.kind(Kind.RANDOM);
    String draws = "a plan draws no random numbers; draw them in the clear and bring them as an input";
    t.unsupported(draws, "NDRandom", "bernoulli binomial exponential logNormal normal normalTruncated uniform");
    t.unsupported(draws, FACTORY, "choice rand randn randomBernoulli randomBinomial randomExponential shuffle");
  }

  private static void indices(SupportTable t) {
    t.kind(Kind.MATH);
    String condition = "its condition is an object; compare by lt, gt or eq and choose by select";
    t.unsupported(condition, BASE, "matchCondition matchConditionCount replaceWhere");
    t.unsupported(condition, "NDMath", "firstIndex lastIndex");
    String size = "the size of its result depends on values";
    t.unsupported(size, "NDMath", "listDiff");
    t.kind(Kind.SHAPE);
    t.unsupported(size, BASE, "where dynamicPartition");
    String scatter = "its indices are in an array; multiply by a public matrix of zeros and ones made of them";
    t.unsupported(scatter, BASE, "dynamicStitch gatherNd reverseSequence scatterAdd scatterDiv scatterMax scatterMin "
        + "scatterMul scatterSub scatterUpdate segmentMax segmentMean segmentMin segmentProd segmentSum sparseToDense "
        + "unsortedSegmentMax unsortedSegmentMean unsortedSegmentMin unsortedSegmentProd unsortedSegmentSqrtN "
        + "unsortedSegmentSum");
    t.unsupported(scatter, FACTORY, "scatterUpdate");
    t.publicly("on public indices, by Indexing.gather", "NDMath", "embeddingLookup");
    t.publicly("permutations are public", BASE, "invertPermutation");
  }

  private static void moves(SupportTable t) {
    t.publicly("a constant of the plan", BASE, "scalarSet");
    t.publicly("numbers are fixed point, whatever their type was", BASE, "castTo");
    t.publicly("numbers are fixed point, whatever their type was", "INDArray", "castTo");
    t.unsupported("values of a plan never change; use y itself", BASE, "assign");
    t.unsupported("its shape is in an array; use reshape", BASE, "setShape");
    t.unsupported("its lengths are in an array; use tile, or slice", BASE, "repeat splitV");
    t.unsupported("its indices are objects of ND4J; use slice or stridedSlice", BASE, "createView");
    t.unsupported("it takes the order of memory; use concat of reshape", BASE, "flatten");
    t.unsupported("values of a plan never change; use the value itself", FACTORY, "copy rot90 accumulate");
    t.unsupported("it moves elements only; trace it with concat, pad and slice", FACTORY,
        "append appendBias pad prepend repeat tear");
    t.unsupported("it sorts by one row or column and moves the others; trace it with Sorting", FACTORY,
        "sortColumns sortRows");
    t.kind(Kind.REDUCTION);
    t.unsupported("it counts in a table; multiply NDBase.oneHot of the labels and of the predictions", "NDMath",
        "confusionMatrix");
    t.unsupported("stack the tensors and take argmax", "NDMath", "mergeMaxIndex");
    t.unsupported("divide the sums by their number; see moments", "NDMath", "normalizeMoments");
  }
}
