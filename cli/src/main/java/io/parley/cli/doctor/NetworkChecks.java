package io.parley.cli.doctor;

import io.parley.cli.doctor.Doctor.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;

/** Ports, the loopback interface and the machine's own name. */
final class NetworkChecks {
  private static final int ROUND_TRIPS = 2000;

  private NetworkChecks() {}

  static List<Check> all() {
    return List.of(new Check("Loopback", NetworkChecks::loopback), new Check("Host name", NetworkChecks::hostName));
  }

  /** Listens on a free port and bounces one byte back and forth. */
  private static Finding loopback() throws IOException, InterruptedException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread echo = Thread.ofPlatform().daemon().start(() -> echo(server));
      long[] nanos = new long[ROUND_TRIPS];
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        for (int i = 0; i < ROUND_TRIPS; i++) {
          long start = System.nanoTime();
          client.write(one.clear());
          client.read(one.clear());
          nanos[i] = System.nanoTime() - start;
        }
      }
      echo.join();
      Arrays.sort(nanos);
      return Finding.ok("Loopback", "free ports, round trip " + nanos[ROUND_TRIPS / 2] / 1000 + " µs");
    } catch (IOException e) {
      return Finding.fail("Loopback", e.toString(), "allow TCP on 127.0.0.1: look at firewall and sandbox");
    }
  }

  private static void echo(ServerSocketChannel server) {
    try (SocketChannel peer = server.accept()) {
      ByteBuffer one = ByteBuffer.allocateDirect(1);
      while (peer.read(one.clear()) > 0) {
        peer.write(one.flip());
      }
    } catch (IOException e) {
      // The other end notices.
    }
  }

  private static Finding hostName() {
    try {
      InetAddress self = InetAddress.getLocalHost();
      return Finding.ok("Host name", self.getHostName() + " is " + self.getHostAddress());
    } catch (UnknownHostException e) {
      return Finding.warn("Host name", "this machine's name has no address",
          "pass --host to nodes, or add it to /etc/hosts");
    }
  }
}
