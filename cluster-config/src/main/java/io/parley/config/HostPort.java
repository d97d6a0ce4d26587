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
  private static final Pattern FORM = Pattern.compile("(\\[([0-9a-fA-F:.]+)]|[A-Za-z0-9._-]+):(\\d{1,5})");

  public HostPort {
    if (host.isEmpty() || port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Not an address: '" + host + "', port " + port);
    }
  }

  /**
   * @throws BadRequestException if the text is not "host:port"
   */
  public static HostPort parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      int port = Integer.parseInt(form.group(3));
      if (port >= 1 && port <= 65_535) {
        return new HostPort(form.group(2) != null ? form.group(2) : form.group(1), port);
      }
    }
    throw new BadRequestException("'" + text + "' is not an address. Write host:port, such as 10.0.0.1:7400");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
