package io.parley.benchmarks.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The yardstick: blocking sockets on threads of the platform, buffers that are ready, bytes that nobody looks at. Each
 * load starts with a header of 8 bytes: how many bytes follow, and whether they are echoed (0) or the last one is
 * acknowledged by a byte (1).
 */
final class BareSocket implements Load.Connection, AutoCloseable {
  private static final int ECHO = 0;
  private static final int ACKNOWLEDGE = 1;
  private static final int COUNT = 2;

  private final SocketChannel channel;
  private final ByteBuffer header = ByteBuffer.allocateDirect(8);
  private final ByteBuffer small = ByteBuffer.allocateDirect(8 + Load.ROUND_TRIP_BYTES);
  private final ByteBuffer large = ByteBuffer.allocateDirect(8 << 20);

  private BareSocket(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  static BareSocket dial(int port) throws IOException {
    return new BareSocket(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  /** Echoes to one caller on a thread of its own; returns the port. */
  static int serve() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().daemon().name("bare socket").start(() -> {
      try (server; BareSocket caller = new BareSocket(server.accept())) {
        while (true) {
          caller.answer();
        }
      } catch (IOException e) {
        // the caller is gone
      }
    });
    return server.socket().getLocalPort();
  }

  private void answer() throws IOException {
    fill(header.clear());
    int bytes = header.getInt(0);
    int what = header.getInt(4);
    ByteBuffer body = bytes == Load.ROUND_TRIP_BYTES ? small : large;
    fill(body.clear().limit(bytes));
    switch (what) {
      case ECHO -> drain(body.flip());
      case ACKNOWLEDGE -> drain(header.clear().limit(1));
      default -> {
        // counted by whoever sent it
      }
    }
  }

  @Override
  public void roundTrip() throws IOException {
    drain(small.clear().putInt(0, Load.ROUND_TRIP_BYTES).putInt(4, ECHO));
    fill(small.clear().limit(Load.ROUND_TRIP_BYTES));
  }

  @Override
  public long stream(int frameBytes, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    long frames = 0;
    boolean isLast;
    do {
      isLast = System.nanoTime() - end > 0;
      drain(header.clear().putInt(0, frameBytes).putInt(4, isLast ? ACKNOWLEDGE : COUNT));
      drain(large.clear().limit(frameBytes));
      frames++;
    } while (!isLast);
    fill(header.clear().limit(1));
    return frames;
  }

  private void drain(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void fill(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the other JVM has ended");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
