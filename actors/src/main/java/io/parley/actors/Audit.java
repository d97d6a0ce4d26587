package io.parley.actors;

import io.parley.audit.AuditEvent;
import io.parley.audit.AuditEvent.Kind;
import io.parley.audit.AuditException;
import io.parley.audit.AuditLog;
import io.parley.plan.BadRequestException;
import io.parley.serialization.RunCodec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log of a node that takes part in runs; a node without keys, and a client, has none. */
record Audit(Optional<AuditLog> log) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final byte[] NOTHING = new byte[0];
  private static final int MOST_TOLD = 300;

  static Audit none() {
    return new Audit(Optional.empty());
  }

  /**
   * Which policy decided.
   *
   * @param version in hex; empty if there is none
   */
  record Decision(String version, String rule) {
    static final Decision NONE = new Decision("", "");
  }

  void accepts(SessionActor.Conducted run, Decision by) {
    write(run, Kind.ACCEPTS, run.signed(), run.attempt().fromStep(), NOTHING, by, NOTHING, "");
  }

  void refuses(SessionActor.Conducted run, Decision by, String why) {
    write(run, Kind.REFUSES, id(run), run.attempt().fromStep(), NOTHING, by, NOTHING, why);
  }

  void agrees(SessionActor.Conducted run, byte[] contract) {
    write(run, Kind.AGREES, id(run), run.attempt().fromStep(), contract, Decision.NONE, NOTHING, "");
  }

  void burns(SessionActor.Conducted run, UUID tape) {
    write(run, Kind.BURNS, id(run), run.attempt().fromStep(), NOTHING, Decision.NONE,
        ByteBuffer.allocate(2 * Long.BYTES).putLong(tape.getMostSignificantBits())
            .putLong(tape.getLeastSignificantBits()).array(),
        "");
  }

  void releases(SessionActor.Conducted run, int step, byte[] contract) {
    write(run, Kind.RELEASES, id(run), step, contract, Decision.NONE, NOTHING, "");
  }

  void ends(SessionActor.Conducted run, int step, byte[] contract) {
    write(run, Kind.ENDS, id(run), step, contract, Decision.NONE, NOTHING, "");
  }

  void fails(SessionActor.Conducted run, int step, byte[] contract, String why) {
    write(run, Kind.FAILS, id(run), step, contract, Decision.NONE, NOTHING, why);
  }

  private static byte[] id(SessionActor.Conducted run) {
    return HexFormat.of().parseHex(RunCodec.id(run.signed()));
  }

  /**
   * @throws BadRequestException if it cannot be written, so that what it says must not be done
   */
  private void write(SessionActor.Conducted run, Kind kind, byte[] request, int step, byte[] contract, Decision by,
      byte[] tape, String why) {
    if (log.isEmpty()) {
      return;
    }
    try {
      log.get().append(new AuditEvent(kind, run.request().client().toString(), request, run.part().role(),
          run.attempt().resumption(), step, contract, HexFormat.of().parseHex(by.version()), by.rule(), tape,
          line(why)));
    } catch (AuditException e) {
      LOG.error("{}", e.getMessage(), e);
      throw new BadRequestException("Node " + run.name() + " refuses: it cannot write its audit log. Ask its operator",
          e);
    }
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.substring(0, Math.min(MOST_TOLD, line.length()));
  }

  @Override
  public void close() {
    log.ifPresent(AuditLog::close);
  }
}
