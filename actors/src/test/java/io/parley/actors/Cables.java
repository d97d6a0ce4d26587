package io.parley.actors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The network between the nodes of a test, which loses a node without a word: no reset, no refusal, bytes just do not
 * arrive. Each node knows each other by a name that stands for a relay of that pair alone (a hosts file of its own tells
 * it so), and a relay at one of whose ends the link is down passes nothing on until the link is up again.
 *
 * <pre>
 *   127.N.FROM.TO : port of TO   relay from node FROM to node TO; numbers from 1
 *   127.N.200.TO  : port of TO   node TO itself
 * </pre>
 */
final class Cables implements AutoCloseable {
  /** Of the control plane. */
  static final int PORT = 7400;
  /** Of lanes. */
  static final int LANE_PORT = 7401;
  private static final int SELF = 200;
  private static final int TRIES = 20;

  private final List<String> names;
  private final Path directory;
  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Map<String, Set<String>> down = new HashMap<>();
  private int network;

  /**
   * @param directory for hosts files
   */
  Cables(List<String> names, Path directory) throws IOException {
    this.names = List.copyOf(names);
    this.directory = directory;
    listen();
    Files.createDirectories(directory);
    for (String name : names) {
      Files.writeString(hosts(name), hostsOf(name));
    }
  }

  /** Maps names to addresses, as a node sees them. */
  Path hosts(String name) {
    return directory.resolve("hosts-" + name);
  }

  /** Where a node listens. */
  String address(String name) {
    return address(SELF, number(name));
  }

  /** Takes a node's link down, in both directions. */
  void cut(String name) {
    names.forEach(other -> cut(name, other));
  }

  /** Takes the link between two nodes down, in both directions. */
  synchronized void cut(String one, String other) {
    down.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
    down.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
  }

  /** Takes all links up again; what was held up goes on its way. */
  synchronized void mend() {
    down.clear();
    notifyAll();
  }

  private synchronized void awaitUp(String from, String to) throws InterruptedException {
    while (down.getOrDefault(from, Set.of()).contains(to)) {
      wait();
    }
  }

  private int number(String name) {
    return names.indexOf(name) + 1;
  }

  private String address(int from, int to) {
    return "127." + network + "." + from + "." + to;
  }

  private String hostsOf(String name) {
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    for (String other : names) {
      lines.append(other.equals(name) ? address(name) : address(number(name), number(other))).append(' ').append(other)
          .append('\n');
    }
    return lines.toString();
  }

  /** In a network that nobody else has, of which the first address tells. */
  private void listen() throws IOException {
    for (int attempt = 0; servers.isEmpty(); attempt++) {
      network = ThreadLocalRandom.current().nextInt(1, 255);
      try {
        servers.add(new ServerSocket(PORT, 1, InetAddress.getByName(address(SELF + 1, 1))));
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
    for (String from : names) {
      for (String to : names) {
        if (!from.equals(to)) {
          relay(from, to, PORT);
          relay(from, to, LANE_PORT);
        }
      }
    }
  }

  private void relay(String from, String to, int port) throws IOException {
    ServerSocket server = new ServerSocket(port, 64, InetAddress.getByName(address(number(from), number(to))));
    servers.add(server);
    Thread.ofVirtual().start(() -> {
      while (!server.isClosed()) {
        try {
          Socket dialer = server.accept();
          sockets.add(dialer);
          Thread.ofVirtual().start(() -> connect(dialer, from, to, port));
        } catch (IOException e) {
          return;
        }
      }
    });
  }

  private void connect(Socket dialer, String from, String to, int port) {
    try (dialer; Socket node = new Socket()) {
      awaitUp(from, to);
      sockets.add(node);
      node.connect(new InetSocketAddress(address(to), port));
      Thread back = Thread.ofVirtual().start(() -> copy(node, dialer, to, from));
      copy(dialer, node, from, to);
      back.join();
    } catch (IOException e) {
      // nobody listens there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(dialer);
    }
  }

  private void copy(Socket in, Socket out, String from, String to) {
    byte[] buffer = new byte[64 << 10];
    try {
      InputStream source = in.getInputStream();
      OutputStream sink = out.getOutputStream();
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        awaitUp(from, to);
        sink.write(buffer, 0, n);
      }
      awaitUp(from, to);
      out.shutdownOutput();
    } catch (IOException e) {
      breakBoth(in, out, from, to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** That a connection was reset is heard at the other end once the link is up. */
  private void breakBoth(Socket in, Socket out, String from, String to) {
    try (in; out) {
      awaitUp(from, to);
    } catch (IOException e) {
      // broken already
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    mend();
    for (ServerSocket server : servers) {
      server.close();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
