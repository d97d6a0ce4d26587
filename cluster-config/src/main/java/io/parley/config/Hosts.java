package io.parley.config;

import io.parley.plan.BadRequestException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Names and addresses of machines. Nodes know each other by what is written, so an IPv6 address is written in one way
 * only, that of RFC 5952: in lower case, without leading zeros, "::" for the longest run of zeros.
 */
public final class Hosts {
  private static final int GROUPS = 8;

  private Hosts() {}

  /**
   * The one way to write a host; names and IPv4 addresses are left as they are.
   *
   * @param host an IPv6 address may have brackets, and a zone behind %, which is kept
   * @throws BadRequestException if it has a colon and is no IPv6 address
   */
  public static String normal(String host) {
    if (!host.contains(":")) {
      return host;
    }
    String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int zone = bare.indexOf('%');
    String address = zone < 0 ? bare : bare.substring(0, zone);
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address six
          ? brief(six) + bare.substring(address.length())
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("'" + host + "' is no IPv6 address. Write one such as fd00::1", e);
    }
  }

  /** As in an address with a port, where an IPv6 address has brackets. */
  public static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String brief(Inet6Address address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    List<String> groups = new ArrayList<>();
    int start = 0;
    int length = 1;
    for (int i = 0, zeros = 0; i < GROUPS; i++) {
      int group = bytes.getShort() & 0xffff;
      groups.add(Integer.toHexString(group));
      zeros = group == 0 ? zeros + 1 : 0;
      if (zeros > length) {
        length = zeros;
        start = i + 1 - zeros;
      }
    }
    return length == 1
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, start)) + "::" + String.join(":", groups.subList(start + length, GROUPS));
  }
}
