package io.parley.protocols.spi;

/** Another role cheated, broke the protocol, or was lost: the session is over and nothing of it is revealed. */
public final class PeerFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int role;

  /**
   * @param role whose fault it is, see {@link Roles}; −1 if unknown
   * @param message one line that names the role
   */
  public PeerFaultException(int role, String message) {
    super(message);
    this.role = role;
  }

  public int role() {
    return role;
  }
}
