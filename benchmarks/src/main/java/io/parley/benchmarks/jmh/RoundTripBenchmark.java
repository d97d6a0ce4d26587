package io.parley.benchmarks.jmh;

import io.parley.actors.transport.Address;
import io.parley.actors.transport.Endpoint;
import io.parley.actors.transport.LaneOptions;
import io.parley.actors.transport.MemoryTransport;
import io.parley.actors.transport.TcpTransport;
import io.parley.actors.transport.Transport;
import io.parley.config.Link;
import io.parley.protocols.engine.Inbox;
import io.parley.protocols.engine.Message;
import io.parley.protocols.spi.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One frame from party 0 to party 1 and the same frame back, within one JVM; {@code gigabytes} are those of the words,
 * counted once. Lanes: by reference, over a sealed TCP connection on the loopback interface, and over one in the clear.
 */
public class RoundTripBenchmark extends Timed {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String LOOPBACK = "127.0.0.1";

  @Param({"1", "4096", "1000000"})
  public int size;

  @Param({"memory", "tcp", "tcp-clear"})
  public String lane = "";

  private final List<Transport> nodes = new ArrayList<>();
  private final List<Endpoint> ends = new ArrayList<>();
  private final SynchronousQueue<List<Message>> home = new SynchronousQueue<>();
  private List<Message> frame = List.of();

  @Setup
  public void setUp() throws InterruptedException {
    frame = List.of(new Message(Message.key(1, 0), 1, new long[size]));
    MemoryTransport.Hub hub = new MemoryTransport.Hub(Link.LOOPBACK);
    Function<String, Transport> node = name -> switch (lane) {
      case "memory" -> new MemoryTransport(hub, name);
      default -> TcpTransport.listen(LOOPBACK, 0, LOOPBACK, LaneOptions.DEFAULT.withEncryption(lane.equals("tcp")));
    };
    Roles roles = new Roles(2);
    UUID session = UUID.randomUUID();
    nodes.add(node.apply("a"));
    nodes.add(node.apply("b"));
    ends.add(nodes.getFirst().open(session, 0, roles, inbox(home::put)));
    ends.add(nodes.getLast().open(session, 1, roles, inbox(arrived -> ends.getLast().send(0, arrived))));
    List<Address> addresses = ends.stream().map(Endpoint::address).toList();
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> connect(ends.getLast(), 0, addresses));
    connect(ends.getFirst(), 1, addresses);
    other.join();
  }

  private static void connect(Endpoint end, int peer, List<Address> addresses) {
    try {
      end.connect(Map.of(peer, addresses.get(peer)), new byte[0], PATIENCE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What happens to a frame. */
  private interface Taker {
    void take(List<Message> frame) throws InterruptedException;
  }

  private static Inbox inbox(Taker taker) {
    return new Inbox() {
      @Override
      public void deliver(int peer, List<Message> arrived) throws InterruptedException {
        taker.take(arrived);
      }

      @Override
      public void fail(RuntimeException failure) {
        throw failure;
      }
    };
  }

  @Benchmark
  public List<Message> roundTrip(Gigabytes work) throws InterruptedException {
    ends.getFirst().send(1, frame);
    work.gigabytes += 8e-9 * size;
    return home.take();
  }

  @TearDown
  public void tearDown() {
    ends.forEach(Endpoint::close);
    nodes.forEach(Transport::close);
  }
}
