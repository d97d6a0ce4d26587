package io.parley.actors.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody in the network: passes bytes on to a node, keeps what the dialer said, and can change a byte or cut. */
final class Proxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<byte[]> said = new CopyOnWriteArrayList<>();
  /** Which byte from the dialer is changed; none if negative. */
  final AtomicLong tamperAt = new AtomicLong(-1);

  Proxy(String location) throws IOException {
    target = Integer.parseInt(location.substring(location.indexOf(':') + 1));
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  String location() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Everything that dialers have said so far. */
  byte[] said() {
    int length = said.stream().mapToInt(b -> b.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] piece : said) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket dialer = server.accept();
        Socket node = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(dialer, node));
        Thread.ofVirtual().start(() -> copy(dialer, node, true));
        Thread.ofVirtual().start(() -> copy(node, dialer, false));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to, boolean fromDialer) {
    byte[] buffer = new byte[64 << 10];
    long passed = 0;
    try (from; to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (fromDialer) {
          said.add(java.util.Arrays.copyOf(buffer, n));
          long at = tamperAt.get() - passed;
          if (at >= 0 && at < n) {
            buffer[(int) at] ^= 1;
          }
        }
        out.write(buffer, 0, n);
        passed += n;
      }
    } catch (IOException e) {
      // one side closed
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
