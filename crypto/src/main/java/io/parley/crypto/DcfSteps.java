package io.parley.crypto;

/** One level of the trees of {@link Dcf}, for all elements of a block, whose images are there. */
interface DcfSteps {
  /** A party goes to the child on its input's path; the level's correction words start at {@code at}. */
  void descend(DcfBlock block, int level, long[] corrections, int at);

  /** The dealer goes to the child on the threshold's path, and writes the level's correction words. */
  void extend(DcfBlock block, int level, long[] corrections, int at);

  /** As {@link RingKernels#get}. */
  static DcfSteps get() {
    return RingKernels.get() == PlainKernels.INSTANCE || VectorTile.LANES != 8 ? PlainDcf.INSTANCE : vector();
  }

  /** Apart from {@link #get}, so that the class is not loaded without its module. */
  private static DcfSteps vector() {
    return new VectorDcf();
  }
}
