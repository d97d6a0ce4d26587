package io.parley.actors.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A socket. It blocks during the handshake. Afterwards it does not, so that it can be polled, and that frames meet none of the
 * monitors by which the JDK guards a blocking one; reader and writer wait in selectors of their own.
 */
final class TcpWire implements Wire {
  private static final int IPV6_BYTES = 16;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final int IDLE_SECONDS = 10;
  private static final int PROBE_SECONDS = 3;
  private static final int PROBES = 3;
  /** Should the system ever forget to wake a thread, it looks by itself after so long. */
  private static final long LOOK_MILLIS = 1_000;

  private final SocketChannel channel;
  private final String peer;
  private final Waiter readable = new Waiter(SelectionKey.OP_READ);
  private final Waiter writable = new Waiter(SelectionKey.OP_WRITE);
  private volatile @Nullable Thread reader;

  TcpWire(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.peer = String.valueOf(channel.getRemoteAddress());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
      channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }
  }

  @Override
  public void established() throws IOException {
    channel.configureBlocking(false);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        writable.await();
        if (Thread.currentThread().isInterrupted()) {
          close();
          throw new ClosedByInterruptException();
        }
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    reader = Thread.currentThread();
    int n = channel.read(into);
    while (n == 0 && into.hasRemaining()) {
      readable.await();
      n = channel.read(into);
    }
    return n;
  }

  @Override
  public int poll(ByteBuffer into) throws IOException {
    return Math.max(0, channel.read(into));
  }

  @Override
  public void finish() throws IOException {
    channel.shutdownOutput();
  }

  /** The reader tidies up, as it ends after everybody else; for others that could take long. */
  @Override
  public void close() {
    try {
      channel.close();
      boolean isLast = Thread.currentThread().equals(reader);
      readable.close(isLast);
      writable.close(isLast);
    } catch (IOException e) {
      // it is gone either way
    }
  }

  /** Its address; of IPv6 the network, since one who has that has all addresses in it. */
  @Override
  public String origin() {
    InetAddress address = channel.socket().getInetAddress();
    byte[] bytes = address == null ? new byte[0] : address.getAddress();
    return HexFormat.of().formatHex(bytes, 0, bytes.length == IPV6_BYTES ? IPV6_NETWORK_BYTES : bytes.length);
  }

  @Override
  public String peer() {
    return peer;
  }

  /** Waits for one readiness of the channel, for one thread at a time; may come back early. */
  private final class Waiter {
    private final int readiness;
    private volatile @Nullable Selector selector;

    Waiter(int readiness) {
      this.readiness = readiness;
    }

    void await() throws IOException {
      try {
        Selector here = selector;
        if (here == null) {
          here = Selector.open();
          selector = here;
          channel.register(here, readiness);
        }
        here.select(LOOK_MILLIS);
        here.selectedKeys().clear();
      } catch (ClosedSelectorException e) {
        throw new ClosedChannelException();
      }
    }

    void close(boolean isLast) throws IOException {
      Selector here = selector;
      if (here != null && isLast) {
        here.close();
      } else if (here != null) {
        here.wakeup();
      }
    }
  }
}
