package io.parley.audit;

import io.parley.identity.Disk;
import io.parley.identity.Identity;
import io.parley.serialization.ContractCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of one node, in a directory of its own: files of leaves, of which a new one is begun when the last is large,
 * and the signed head, which follows the leaves within a second. Safe for use by several threads.
 */
public final class AuditLog implements AutoCloseable {
  public static final long SEGMENT_BYTES = 64L << 20;
  static final String HEAD = "head";
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final String LOCK = "lock";
  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path directory;
  private final Supplier<Identity> signer;
  private final long segmentBytes;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final ReentrantLock closing = new ReentrantLock();
  private boolean closed;
  private volatile long size;
  // of the writer's thread alone, from its start on
  private MerkleTree tree;
  private byte[] previous;
  private FileChannel file;
  private long bytes;
  private long headSize;
  private long headNanos;

  /**
   * What the writer is to do. Those who want it done may be interrupted at any time, which would close the file under their
   * hands: so nobody else touches it.
   *
   * @param event to be written; empty to end
   */
  private record Task(Optional<AuditEvent> event, CompletableFuture<Void> done) {
    Task(Optional<AuditEvent> event) {
      this(event, new CompletableFuture<>());
    }
  }

  private AuditLog(Path directory, Supplier<Identity> signer, long segmentBytes, InstantSource clock) {
    this.directory = directory;
    this.signer = signer;
    this.segmentBytes = segmentBytes;
    this.clock = clock;
    try {
      Disk.createDirectories(directory);
      lockFile = lock(directory);
      try {
        Optional<SignedHead> head = head(directory);
        headSize = head.map(SignedHead::size).orElse(0L);
        Segment.End end = end(head);
        tree = end.tree();
        previous = end.previous();
        bytes = end.bytes();
        file = open(end);
        size = tree.size();
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new AuditException("The audit log in " + directory + " cannot be opened (" + e.getMessage()
          + "). Name another directory by parley.audit.directory", e);
    }
    headNanos = System.nanoTime();
    Thread.ofPlatform().daemon().name("audit").start(this::write);
  }

  /**
   * Opens a node's log, to go on with it.
   *
   * @param signer as who the node signs at present
   * @throws AuditException if it is another process's, cannot be read, or is not as it was written
   */
  public static AuditLog open(Path directory, Supplier<Identity> signer) {
    return open(directory, signer, SEGMENT_BYTES, InstantSource.system());
  }

  static AuditLog open(Path directory, Supplier<Identity> signer, long segmentBytes, InstantSource clock) {
    return new AuditLog(directory, signer, segmentBytes, clock);
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      channel.close();
      throw new AuditException("The audit log in " + directory
          + " is another node's. Name another directory by parley.audit.directory");
    }
    return channel;
  }

  static Optional<SignedHead> head(Path directory) throws IOException {
    try {
      return Optional.of(SignedHead.read(Files.readAllBytes(directory.resolve(HEAD)), Optional.empty()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The end of the last file; those before it are read when somebody verifies the log. */
  private Segment.End end(Optional<SignedHead> head) throws IOException {
    List<Path> files = Segment.files(directory);
    if (files.isEmpty()) {
      begin(new MerkleTree(), new byte[0]);
      files = Segment.files(directory);
    }
    Path last = files.getLast();
    HeadCheck check = new HeadCheck(directory, head);
    Segment.End end = Segment.read(last, Optional.empty(), (_, after) -> check.at(after));
    check.atEnd(end.tree());
    return end;
  }

  private void begin(MerkleTree at, byte[] after) throws IOException {
    try (FileChannel fresh = Disk.create(Segment.file(directory, at.size()))) {
      Segment.write(fresh, Segment.header(at, after));
      fresh.force(true);
    }
    Disk.sync(directory);
  }

  /** What a power failure left of a leaf that nobody relies on is cut off. */
  private FileChannel open(Segment.End end) throws IOException {
    Path last = Segment.files(directory).getLast();
    FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE);
    if (end.torn().isPresent()) {
      LOG.warn("{}, and is cut off there", end.torn().get());
      channel.truncate(end.bytes());
      channel.force(true);
    }
    channel.position(end.bytes());
    return channel;
  }

  /**
   * Adds a leaf. Returns once it is durable.
   *
   * @throws AuditException if it cannot be written; then the node must not do what it was to say
   */
  public void append(AuditEvent event) {
    try {
      ask(new Task(Optional.of(event))).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof AuditException failed
          ? new AuditException(String.valueOf(failed.getMessage()), failed)
          : e;
    }
  }

  private CompletableFuture<Void> ask(Task task) {
    closing.lock();
    try {
      if (closed) {
        throw new AuditException("The audit log in " + directory + " is closed");
      }
      closed = task.event().isEmpty();
      tasks.add(task);
      return task.done();
    } finally {
      closing.unlock();
    }
  }

  private void refuseMore() {
    closing.lock();
    try {
      closed = true;
    } finally {
      closing.unlock();
    }
  }

  /** The writer: what has come by the time that it looks goes to the disk at once. */
  private void write() {
    List<Task> batch = new ArrayList<>();
    boolean ends = false;
    try {
      while (!ends) {
        batch.clear();
        Task first = tree.size() == headSize
            ? tasks.take()
            : tasks.poll(Math.max(0, headNanos + HEAD_NANOS - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (first != null) {
          batch.add(first);
          tasks.drainTo(batch);
          write(batch.stream().filter(task -> task.event().isPresent()).toList());
        }
        ends = batch.stream().anyMatch(task -> task.event().isEmpty());
        if (tree.size() > headSize && (ends || System.nanoTime() - headNanos >= HEAD_NANOS)) {
          signHead();
        }
      }
      file.close();
      lockFile.close();
    } catch (InterruptedException | IOException | RuntimeException e) {
      LOG.error("The audit log in {} ends", directory, e);
      refuseMore();
      tasks.drainTo(batch);
      AuditException failure = new AuditException("The audit log in " + directory + " has ended", e);
      batch.forEach(task -> task.done().completeExceptionally(failure));
    }
    batch.stream().filter(task -> task.event().isEmpty()).forEach(task -> task.done().complete(null));
  }

  /** All or none of them. */
  private void write(List<Task> batch) throws IOException {
    MerkleTree before = new MerkleTree(tree.size(), tree.subtrees());
    byte[] last = previous;
    try {
      List<ByteBuffer> frames = new ArrayList<>();
      long length = 0;
      for (Task task : batch) {
        byte[] leaf = new AuditLeaf(tree.size(), previous, clock.instant(), task.event().orElseThrow()).encode();
        previous = MerkleTree.leaf(leaf);
        tree.add(previous);
        frames.add(Segment.frame(leaf, previous));
        length += Segment.FRAME_BYTES + leaf.length;
        if (leaf.length > Segment.LONGEST_LEAF) {
          throw new IOException("a leaf of " + leaf.length + " bytes is too long");
        }
      }
      if (before.size() > 0 && bytes + length > segmentBytes) {
        rotate(before, last);
      }
      for (ByteBuffer frame : frames) {
        Segment.write(file, frame);
      }
      file.force(false);
      bytes += length;
      size = tree.size();
      batch.forEach(task -> task.done().complete(null));
    } catch (IOException e) {
      tree = before;
      previous = last;
      AuditException failure = new AuditException("The audit log in " + directory + " cannot be written ("
          + e.getMessage() + "); make room on its disk", e);
      batch.forEach(task -> task.done().completeExceptionally(failure));
      file.truncate(bytes);
      file.position(bytes);
    }
  }

  private void rotate(MerkleTree at, byte[] after) throws IOException {
    begin(at, after);
    file.close();
    file = FileChannel.open(Segment.file(directory, at.size()), StandardOpenOption.WRITE);
    bytes = file.size();
    file.position(bytes);
  }

  /** Signs how far the log goes now, and keeps it beside the log. */
  private void signHead() {
    headNanos = System.nanoTime();
    try {
      byte[] signed = ContractCodec.encode(signer.get().sign(SignedHead.PURPOSE, SignedHead.encode(tree)));
      Path fresh = directory.resolve(HEAD + ".new");
      Files.deleteIfExists(fresh);
      try (FileChannel to = Disk.create(fresh)) {
        Segment.write(to, ByteBuffer.wrap(signed));
        to.force(true);
      }
      Files.move(fresh, directory.resolve(HEAD), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Disk.sync(directory);
      headSize = tree.size();
    } catch (IOException | RuntimeException e) {
      LOG.error("The head of the audit log in {} cannot be signed", directory, e);
    }
  }

  /** How many leaves it has. */
  public long size() {
    return size;
  }

  /** Signs its head for the last time. */
  @Override
  public void close() {
    try {
      ask(new Task(Optional.empty())).join();
    } catch (AuditException e) {
      LOG.trace("It is closed already", e);
    }
  }
}
