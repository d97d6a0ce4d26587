package io.parley.crypto;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks the kernels once, when they are first asked for: the Vector API where its module is loaded, plain loops
 * otherwise. The system property {@value #PROPERTY} = {@code vector} or {@code plain} forces one.
 */
final class KernelChoice {
  static final String PROPERTY = "parley.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final Logger LOG = LoggerFactory.getLogger(RingKernels.class);

  static final RingKernels CHOSEN = choose(System.getProperty(PROPERTY, ""));

  private KernelChoice() {}

  static RingKernels choose(String wish) {
    boolean loaded = ModuleLayer.boot().findModule(MODULE).isPresent();
    return switch (wish) {
      case "plain" -> plain("as " + PROPERTY + " says");
      case "" -> loaded ? vector() : plain("add --add-modules=" + MODULE + " for several times the speed");
      case "vector" -> {
        if (!loaded) {
          throw new IllegalStateException(PROPERTY + "=vector needs the JVM flag --add-modules=" + MODULE);
        }
        yield vector();
      }
      default -> throw new IllegalStateException(PROPERTY + " must be plain or vector, not " + wish);
    };
  }

  private static RingKernels plain(String why) {
    LOG.info("Ring kernels: plain loops ({})", why);
    return PlainKernels.INSTANCE;
  }

  /** Apart from {@link #choose}, so that the class is not loaded without its module. */
  private static RingKernels vector() {
    LOG.info("Ring kernels: Vector API, {} lanes", VectorTile.LANES);
    return new VectorKernels();
  }
}
