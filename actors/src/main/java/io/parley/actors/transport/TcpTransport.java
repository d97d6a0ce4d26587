package io.parley.actors.transport;

import io.parley.config.HostPort;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lanes that are direct TCP connections, one for each pair of roles; the fastest way between JVMs. */
public final class TcpTransport extends StreamTransport {
  private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);
  private static final int BACKLOG = 512;
  private static final long BREATH_MILLIS = 100;

  private final ServerSocketChannel server;
  private final String host;

  private TcpTransport(ServerSocketChannel server, String host, LaneOptions settings, Logger strangers) {
    super(settings, strangers);
    this.server = server;
    this.host = host;
  }

  /**
   * Listens for other nodes.
   *
   * @param bindHost the interface to listen on
   * @param port 0 for any free one
   * @param host how the others reach this node
   * @throws BadRequestException if the port cannot be had
   */
  public static TcpTransport listen(String bindHost, int port, String host, LaneOptions settings) {
    return listen(bindHost, port, host, settings, STRANGERS);
  }

  /** Likewise, and strangers are logged there. */
  static TcpTransport listen(String bindHost, int port, String host, LaneOptions settings, Logger strangers) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(new InetSocketAddress(bindHost, port), BACKLOG);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      TcpTransport transport = new TcpTransport(server, host, settings, strangers);
      Thread.ofPlatform().daemon().name("lane listener").start(transport::acceptAll);
      return transport;
    } catch (BindException e) {
      throw new BadRequestException(
          "Cannot listen on " + bindHost + ":" + port + " for lanes (" + e.getMessage() + "): choose another port", e);
    } catch (IOException | RuntimeException e) {
      throw new BadRequestException("Cannot listen on " + bindHost + ":" + port + " for lanes: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "tcp";
  }

  /** The port that is listened on. */
  public int port() {
    return server.socket().getLocalPort();
  }

  @Override
  String location() {
    return new HostPort(host, port()).toString();
  }

  @Override
  Wire dial(String location, Duration timeout) throws IOException {
    InetSocketAddress to;
    try {
      HostPort address = HostPort.parse(location);
      to = new InetSocketAddress(address.host(), address.port());
    } catch (BadRequestException e) {
      throw new IOException("this is not a host and a port", e);
    }
    if (to.isUnresolved()) {
      throw new IOException("the host is unknown");
    }
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(to, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      return new TcpWire(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void acceptAll() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        try {
          accept(new TcpWire(channel));
        } catch (IOException e) {
          channel.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("Cannot take a connection: {}", e.getMessage());
        breathe();
      }
    }
  }

  /** Out of file descriptors, say: waits for some to come back. */
  private static void breathe() {
    try {
      Thread.sleep(BREATH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("Cannot close the listener: {}", e.getMessage());
    }
    super.close();
  }
}
