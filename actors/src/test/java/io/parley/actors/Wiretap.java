package io.parley.actors;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody in the network through whom each node is reached. Keeps all that passes, and can do something to one record, of
 * TLS or of a lane, whose lengths are in clear.
 *
 * <pre>
 *  127.N.100.n : port of n   the tap, as the others know node n
 *  127.N.200.n : port of n   node n itself
 * </pre>
 */
final class Wiretap implements AutoCloseable {
  static final int CONTROL_PORT = 7400;
  static final int LANE_PORT = 7401;
  private static final int TRIES = 20;
  private static final int CALL_BYTES = 64;
  private static final int CONFIRM_BYTES = 32;
  private static final int TLS_HEADER_BYTES = 5;
  private static final int LANE_HEADER_BYTES = 4;
  private static final int LANE_TAG_BYTES = 16;
  private static final int APPLICATION_DATA = 23;

  /** What is done to a record. */
  enum Deed {
    ALTER_HEADER, ALTER, DROP, REPEAT, CUT
  }

  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
  private final AtomicInteger laneRecords = new AtomicInteger();
  private final AtomicInteger controlRecords = new AtomicInteger();
  private volatile Deed deed = Deed.ALTER;
  private volatile int laneRecord = -1;
  private volatile int controlRecord = -1;
  private int network;

  Wiretap(int nodes) throws IOException {
    for (int attempt = 0; servers.isEmpty(); attempt++) {
      network = ThreadLocalRandom.current().nextInt(1, 255);
      try {
        servers.add(listen(1, CONTROL_PORT));
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
    servers.add(listen(1, LANE_PORT));
    for (int node = 2; node <= nodes; node++) {
      servers.add(listen(node, CONTROL_PORT));
      servers.add(listen(node, LANE_PORT));
    }
  }

  /** As the others know it. */
  String host(int node) {
    return "127." + network + ".100." + node;
  }

  /** Where it listens. */
  String bindHost(int node) {
    return "127." + network + ".200." + node;
  }

  /** From now on does this to the record of lanes with that number, from 0; to none if it is negative. */
  void onLanes(int record, Deed what) {
    deed = what;
    laneRecords.set(0);
    laneRecord = record;
    controlRecord = -1;
  }

  /** Likewise to the record of control connections. */
  void onControl(int record, Deed what) {
    deed = what;
    controlRecords.set(0);
    controlRecord = record;
    laneRecord = -1;
  }

  /** How many records of lanes have passed since {@link #onLanes}; what comes before keys are there counts as records too. */
  int laneRecords() {
    return laneRecords.get();
  }

  int controlRecords() {
    return controlRecords.get();
  }

  /** All bytes that have come, in the order of their coming. */
  byte[] passed() {
    synchronized (passed) {
      return passed.toByteArray();
    }
  }

  private ServerSocket listen(int node, int port) throws IOException {
    ServerSocket server = new ServerSocket(port, 64, InetAddress.getByName(host(node)));
    Thread.ofVirtual().start(() -> {
      while (!server.isClosed()) {
        try {
          Socket dialer = server.accept();
          Thread.ofVirtual().start(() -> connect(dialer, node, port));
        } catch (IOException e) {
          return;
        }
      }
    });
    return server;
  }

  private void connect(Socket dialer, int node, int port) {
    try (dialer; Socket listener = new Socket()) {
      sockets.addAll(List.of(dialer, listener));
      listener.connect(new InetSocketAddress(bindHost(node), port));
      boolean lane = port == LANE_PORT;
      Thread back = Thread.ofVirtual()
          .start(() -> pass(listener, dialer, lane, lane ? new int[]{CALL_BYTES} : new int[0]));
      pass(dialer, listener, lane, lane ? new int[]{CALL_BYTES, CONFIRM_BYTES} : new int[0]);
      back.join();
    } catch (IOException e) {
      // nobody listens there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(dialer);
    }
  }

  /**
   * @param first the lengths of what comes before the records
   */
  private void pass(Socket from, Socket to, boolean lane, int... first) {
    try {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      for (int length : first) {
        forward(in.readNBytes(length), out, lane);
      }
      while (true) {
        forward(record(in, lane), out, lane);
      }
    } catch (EOFException e) {
      end(to);
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static byte[] record(InputStream in, boolean lane) throws IOException {
    byte[] header = in.readNBytes(lane ? LANE_HEADER_BYTES : TLS_HEADER_BYTES);
    if (header.length < (lane ? LANE_HEADER_BYTES : TLS_HEADER_BYTES)) {
      throw new EOFException();
    }
    int length = lane
        ? ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt() + LANE_TAG_BYTES
        : ByteBuffer.wrap(header).getShort(3) & 0xffff;
    byte[] rest = in.readNBytes(length);
    return ByteBuffer.allocate(header.length + rest.length).put(header).put(rest).array();
  }

  private void forward(byte[] record, OutputStream out, boolean lane) throws IOException {
    if (record.length == 0) {
      throw new EOFException();
    }
    synchronized (passed) {
      passed.writeBytes(record);
    }
    boolean chosen;
    if (lane) {
      chosen = laneRecords.getAndIncrement() == laneRecord;
    } else {
      chosen = record[0] == APPLICATION_DATA && controlRecords.getAndIncrement() == controlRecord;
    }
    if (!chosen) {
      out.write(record);
      return;
    }
    switch (deed) {
      case ALTER_HEADER -> out.write(altered(record, 1));
      case ALTER -> out.write(altered(record, record.length / 2));
      case DROP -> {
        // and what follows goes on
      }
      case REPEAT -> {
        out.write(record);
        out.write(record);
      }
      case CUT -> {
        out.write(record, 0, record.length / 2);
        throw new IOException("cut");
      }
    }
  }

  private static byte[] altered(byte[] record, int at) {
    byte[] bytes = record.clone();
    bytes[at] ^= 1;
    return bytes;
  }

  private static void end(Socket to) {
    try {
      to.shutdownOutput();
    } catch (IOException e) {
      // it has ended already
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
    sockets.forEach(Wiretap::close);
  }
}
