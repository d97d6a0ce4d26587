package io.parley.identity;

import io.parley.plan.BadRequestException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stable name of a node or a person: {@code spiffe://DOMAIN/OPERATOR/ROLE/NAME}, a SPIFFE ID (spiffe.io, "SPIFFE-ID").
 *
 * @param domain the consortium's trust domain, such as {@code health.example}
 * @param operator the organisation that is answerable for it
 * @param name unique among those of the operator and the role
 */
public record SpiffeId(String domain, String operator, IdentityRole role, String name) {
  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern ID = Pattern.compile("spiffe://([^/]*)/([^/]*)/([^/]*)/([^/]*)");

  /**
   * @throws BadRequestException if a part has other characters than it may
   */
  public SpiffeId {
    checkDomain(domain);
    checkPart("operator", operator);
    checkPart("name", name);
  }

  static String checkDomain(String domain) {
    if (!DOMAIN.matcher(domain).matches()) {
      throw new BadRequestException("The trust domain '" + domain
          + "' is none: lower-case letters, digits, '.', '_' and '-' are possible, as in health.example");
    }
    return domain;
  }

  private static void checkPart(String what, String part) {
    if (!PART.matcher(part).matches()) {
      throw new BadRequestException("The " + what + " '" + part
          + "' is none: up to 63 letters, digits, '.', '_' and '-' are possible");
    }
  }

  /** Reads one; empty if it is none. */
  public static Optional<SpiffeId> parse(String text) {
    Matcher parts = ID.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return IdentityRole.named(parts.group(3))
          .map(role -> new SpiffeId(parts.group(1), parts.group(2), role, parts.group(4)));
    } catch (BadRequestException e) {
      return Optional.empty();
    }
  }

  /** How its files begin: "party-alice". */
  public String fileName() {
    return fileName(role, name);
  }

  static String fileName(IdentityRole role, String name) {
    return role.text() + "-" + name;
  }

  @Override
  public String toString() {
    return "spiffe://" + domain + "/" + operator + "/" + role.text() + "/" + name;
  }
}
