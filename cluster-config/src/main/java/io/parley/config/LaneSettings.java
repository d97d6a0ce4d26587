package io.parley.config;

/**
 * The lanes between roles; {@code parley.lane} in {@code reference.conf}.
 *
 * @param port at which this node takes tcp lanes; 0 takes a free one
 * @param encrypt whether lanes are encrypted between their two ends
 * @param link what the network between two roles is made to be like
 */
public record LaneSettings(TransportKind transport, int port, boolean encrypt, Link link) {
  static LaneSettings read(Keys keys) {
    return new LaneSettings(keys.oneOf("transport", TransportKind.class), keys.port("port"), keys.flag("encrypt"),
        Link.parse(keys.block() + ".link", keys.text("link")));
  }
}
