package io.parley.actors.transport;

import io.parley.protocols.engine.Channel;
import java.time.Duration;
import java.util.Map;

/**
 * One role's end of one session: a lane to each other role. When a lane is lost before its peer closed it, the session's
 * inbox fails with a {@link io.parley.protocols.spi.PeerFaultException} that names the peer, and so does every later
 * {@code send} to it.
 */
public interface Endpoint extends Channel, AutoCloseable {
  /** Where peers find this end, and its public key of this session; handed to them over the control plane. */
  Address address();

  /**
   * Sets up the lanes; called once. Of each pair the lower index dials the higher. Blocks until all lanes stand.
   *
   * @param peers the addresses of the other roles that take part, by index
   * @param binding what all ends have agreed upon: those of another one get no lane
   * @throws io.parley.protocols.spi.PeerFaultException naming a role whose lane does not stand in time
   */
  void connect(Map<Integer, Address> peers, byte[] binding, Duration timeout) throws InterruptedException;

  /**
   * Sends what was queued and a goodbye on each lane, then closes the lanes. Frames that still arrive are dropped.
   * Idempotent; does not wait for slow peers longer than a few seconds.
   */
  @Override
  void close();

  /** Likewise when the session has failed: what a slow peer has not taken soon is dropped, and who sends to it fails. */
  default void abort() {
    close();
  }
}
