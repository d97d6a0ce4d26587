package io.parley.config;

import io.parley.plan.BadRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node is found.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 */
public record HostPort(String host, int port) {
  private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

  public HostPort {
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Not an address: '" + host + "', port " + port);
    }
    host = Hosts.normal(host);
  }

  /**
   * @throws BadRequestException if the text is not "host:port"
   */
  public static HostPort parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      int port = Integer.parseInt(form.group(2));
      if (port >= 1 && port <= 65_535 && isHost(form.group(1))) {
        return new HostPort(form.group(1), port);
      }
    }
    throw new BadRequestException("'" + text + "' is not an address. Write host:port, such as 10.0.0.1:7400 or"
        + " [fd00::1]:7400");
  }

  private static boolean isHost(String text) {
    try {
      Hosts.normal(text);
      return true;
    } catch (BadRequestException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return Hosts.bracketed(host) + ":" + port;
  }
}
