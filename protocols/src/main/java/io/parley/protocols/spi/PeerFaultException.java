package io.parley.protocols.spi;

/** Another role cheated, broke the protocol, or was lost: the session is over and nothing of it is revealed. */
public final class PeerFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int role;
  private final boolean lost;

  /**
   * @param role whose fault it is, see {@link Roles}; −1 if unknown
   * @param message one line that names the role
   */
  public PeerFaultException(int role, String message) {
    this(role, message, false);
  }

  private PeerFaultException(int role, String message, boolean lost) {
    super(message);
    this.role = role;
    this.lost = lost;
  }

  /** That a role cannot be reached any more, which may be nobody's fault. */
  public static PeerFaultException lost(int role, String message) {
    return new PeerFaultException(role, message, true);
  }

  public int role() {
    return role;
  }

  /** Whether the role was lost, rather than caught at something. */
  public boolean isLost() {
    return lost;
  }
}
