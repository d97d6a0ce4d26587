package io.parley.policy;

import io.parley.identity.Signed;
import io.parley.identity.SpiffeId;
import io.parley.identity.Trust;
import io.parley.identity.UntrustedException;
import io.parley.plan.BadRequestException;
import io.parley.serialization.Approval;
import io.parley.serialization.ContractCodec;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A policy as a file, and the approvals of plans beside it. */
public record PolicyFile(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);
  /** In a node's directory of keys. */
  public static final String NAME = "policy.conf";
  private static final String APPROVALS = "approvals";
  private static final String APPROVAL = ".approval";
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Writes one to begin with, which allows the clients of a domain everything.
   *
   * @throws BadRequestException if there is one, or it cannot be written
   */
  public void create(String domain) {
    String text = """
        # What this node takes part in. Of the rules the first that fits a run decides; what none fits is refused.
        # docs/policy.md says what rules can have; 'parley policy check' reads this file, and 'parley policy explain' says how
        # a run fares by it. Nodes notice changes.
        rules = [
          {
            name = clients
            who = ["spiffe://%s/*/client/*"]
            # protocols = [masked, spdz2k]
            # when = "steps <= 16 && !ops.exists(op, op == 'sort')"
            # limits { memory = 4GiB, seconds = 10m, sessions = 4, tapes = 20 }
          }
        ]
        """
        .formatted(domain);
    try {
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new BadRequestException("There is a policy at " + path + " already. Change it, or name another file", e);
    } catch (IOException e) {
      throw new BadRequestException("No policy can be written to " + path + " (" + e.getMessage() + ")", e);
    }
  }

  /**
   * @throws BadRequestException naming what is wrong with it
   */
  public Policy read() {
    return Policy.parse(path.toString(), text(path));
  }

  /**
   * @throws BadRequestException if it cannot be read, or is far too long
   */
  public static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new BadRequestException(file + " has more than a megabyte, and is no such file");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new BadRequestException("No file can be read at " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /** Changes whenever the policy or an approval does. */
  public List<String> stamps() {
    List<String> stamps = new ArrayList<>(List.of(stamp(path)));
    approvals().forEach(file -> stamps.add(file + " " + stamp(file)));
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      return "none";
    }
  }

  private List<Path> approvals() {
    try (Stream<Path> files = Files.list(path.resolveSibling(APPROVALS))) {
      return files.filter(file -> file.toString().endsWith(APPROVAL)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Where somebody's approval of a plan belongs. */
  public Path approval(SpiffeId signer, String planId) {
    return path.resolveSibling(APPROVALS).resolve(planId.substring(0, 12) + "-" + signer.fileName() + APPROVAL);
  }

  /** Who approved of all of some plans, as the files beside the policy show; those of whom nobody here vouches do not count. */
  public List<String> signers(List<String> planIds, Trust trust) {
    Map<String, Set<String>> plansBySigner = new TreeMap<>();
    approvals().forEach(file -> read(file, trust).ifPresent(approved -> plansBySigner
        .computeIfAbsent(approved.signer().toString(), _ -> new HashSet<>()).add(approved.planId())));
    return plansBySigner.entrySet().stream().filter(each -> each.getValue().containsAll(planIds)).map(Map.Entry::getKey)
        .toList();
  }

  private record Approved(SpiffeId signer, String planId) {}

  private static Optional<Approved> read(Path file, Trust trust) {
    try {
      Signed signed = ContractCodec.signed(Files.readAllBytes(file));
      return Optional.of(new Approved(signed.verify(trust, Approval.PURPOSE), Approval.decode(signed.body()).planId()));
    } catch (IOException | UntrustedException | BadRequestException e) {
      LOG.warn("{} counts for nothing: {}", file, e.getMessage());
      return Optional.empty();
    }
  }
}
