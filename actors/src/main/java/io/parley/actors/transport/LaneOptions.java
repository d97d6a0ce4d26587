package io.parley.actors.transport;

import io.parley.config.Link;
import io.parley.serialization.FrameLimits;
import java.time.Duration;

/**
 * How lanes over a network behave.
 *
 * @param encrypted whether frames are sealed; if not, peers are authenticated when they connect but whoever controls the
 *     network between them can read and change what follows, so this is for measurements only
 * @param limits of what a peer may send
 * @param handshakeTimeout how long a connection may take to show who it is
 * @param pendingHandshakes connections that may be unauthenticated at one time, half of them from one address; more are
 *     dropped
 * @param linger how long a closed lane may take to hand the rest of its frames to a slow peer
 * @param link what the network is made to be like
 */
public record LaneOptions(
    boolean encrypted,
    FrameLimits limits,
    Duration handshakeTimeout,
    int pendingHandshakes,
    Duration linger,
    Link link) {
  public static final LaneOptions DEFAULT = new LaneOptions(
      true, FrameLimits.DEFAULT, Duration.ofSeconds(5), 256, Duration.ofMinutes(5), Link.LOOPBACK);

  public LaneOptions {
    if (pendingHandshakes < 1) {
      throw new IllegalArgumentException("At least one handshake must be allowed at a time");
    }
  }

  public LaneOptions withEncryption(boolean on) {
    return new LaneOptions(on, limits, handshakeTimeout, pendingHandshakes, linger, link);
  }

  public LaneOptions withLimits(FrameLimits to) {
    return new LaneOptions(encrypted, to, handshakeTimeout, pendingHandshakes, linger, link);
  }

  public LaneOptions withHandshakes(Duration timeout, int pending) {
    return new LaneOptions(encrypted, limits, timeout, pending, linger, link);
  }

  public LaneOptions withLink(Link to) {
    return new LaneOptions(encrypted, limits, handshakeTimeout, pendingHandshakes, linger, to);
  }
}
