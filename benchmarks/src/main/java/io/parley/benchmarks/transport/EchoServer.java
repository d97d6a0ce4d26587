package io.parley.benchmarks.transport;

import io.parley.actors.transport.Address;
import io.parley.config.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.UUID;

/**
 * The JVM that echoes. It is told on its standard input, one line each, and answers on its standard output:
 *
 * <pre>
 *  bare                         →  port PORT
 *  open KIND LINK SESSION       →  at TRANSPORT LOCATION KEY
 *  peer TRANSPORT LOCATION KEY  →  connected
 * </pre>
 *
 * It ends with its input.
 */
public final class EchoServer {
  private EchoServer() {}

  public static void serve(BufferedReader in, PrintStream out) throws IOException, InterruptedException {
    LaneEnd opened = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "bare" -> out.println("port " + BareSocket.serve());
        case "open" -> {
          opened = LaneEnd.open(LaneKind.of(words[1]), Link.parse("link", words[2]), UUID.fromString(words[3]), 1);
          out.println("at " + text(opened.address()));
        }
        case "peer" -> {
          if (opened == null) {
            throw new IllegalStateException("Not opened");
          }
          opened.connect(address(words));
          opened.echo();
          out.println("connected");
        }
        default -> throw new IllegalStateException("Unknown: " + line);
      }
    }
  }

  static String text(Address address) {
    return address.transport() + " " + address.location() + " " + address.publicKey();
  }

  /** From the words after the first. */
  static Address address(String[] words) {
    return new Address(words[1], words[2], words[3]);
  }
}
