package io.parley.actors;

import com.typesafe.config.Config;
import io.parley.config.Join;
import io.parley.config.Version;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Keeps nodes that would not understand each other out of one cluster, before any message of Parley's is said. Pekko
 * asks on both sides. A refusal by the cluster's node would reach the joining one without a word, so that node lets
 * everyone pass who tells a version, and the joining node, which is told the cluster's version in return, stays out by
 * itself and can say why.
 */
public final class VersionCheck extends JoinConfigCompatChecker {
  private static final Logger LOG = LoggerFactory.getLogger(VersionCheck.class);

  /** Whose version was warned of last; a node asks many times. */
  private volatile @Nullable Version warned;

  /** Called by Pekko. */
  public VersionCheck() {}

  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(List.of(Join.PROGRAM_KEY, Join.WIRE_KEY)).toSeq();
  }

  /**
   * @param theirs what the other node tells
   * @param own what this node knows, but on the cluster's side without what is sensitive
   */
  @Override
  public ConfigValidation check(Config theirs, Config own) {
    Version version = Join.version(own).orElseThrow();
    Optional<Version> other = Join.version(theirs);
    return Join.of(own).map(join -> toJoin(join, version, other)).orElseGet(() -> toLetJoin(version, other));
  }

  private static ConfigValidation toJoin(Join join, Version own, Optional<Version> cluster) {
    if (cluster.filter(own::worksWith).isPresent()) {
      return Valid.getInstance();
    }
    String why = "is of version " + own + " and the cluster of version " + cluster.map(Version::toString)
        .orElse("unknown") + ", which do not work together. Run the same version on all nodes and clients";
    join.refuse(why);
    return invalid(why);
  }

  private ConfigValidation toLetJoin(Version own, Optional<Version> joining) {
    if (joining.isEmpty()) {
      return invalid("it tells no version that works with " + own);
    }
    if (!own.worksWith(joining.get()) && !joining.get().equals(warned)) {
      warned = joining.get();
      LOG.warn("A node of version {} asked to join and stays out, since this one is of version {}. Run the same version"
          + " on all nodes and clients", joining.get(), own);
    }
    return Valid.getInstance();
  }

  private static ConfigValidation invalid(String why) {
    return new Invalid(CollectionConverters.asScala(List.of(why)).toSeq());
  }
}
