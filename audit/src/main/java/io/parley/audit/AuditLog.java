package io.parley.audit;

import io.parley.identity.Disk;
import io.parley.identity.Identity;
import io.parley.serialization.ContractCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
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
  private static final long HEAD_MILLIS = 1_000;

  private final Path directory;
  private final Supplier<Identity> signer;
  private final long segmentBytes;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock syncing = new ReentrantLock();
  private final ReentrantLock heading = new ReentrantLock();
  private final Condition grown = writing.newCondition();
  private MerkleTree tree;
  private byte[] previous;
  private FileChannel file;
  private long bytes;
  private boolean closed;
  private volatile long synced;
  private long headSize;

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
        synced = tree.size();
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new AuditException("The audit log in " + directory + " cannot be opened (" + e.getMessage()
          + "). Name another directory by parley.audit.directory", e);
    }
    Thread.ofVirtual().name("audit head").start(this::signHeads);
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
    long size;
    writing.lock();
    try {
      if (closed) {
        throw new AuditException("The audit log in " + directory + " is closed");
      }
      byte[] leaf = new AuditLeaf(tree.size(), previous, clock.instant(), event).encode();
      byte[] hash = MerkleTree.leaf(leaf);
      ByteBuffer frame = Segment.frame(leaf, hash);
      if (leaf.length > Segment.LONGEST_LEAF) {
        throw new AuditException("A leaf of " + leaf.length + " bytes is too long for an audit log");
      }
      if (bytes + frame.remaining() > segmentBytes) {
        rotate();
      }
      int length = frame.remaining();
      write(frame);
      bytes += length;
      tree.add(hash);
      previous = hash;
      size = tree.size();
      grown.signal();
    } catch (IOException e) {
      throw new AuditException("The audit log in " + directory + " cannot be written (" + e.getMessage()
          + "); make room on its disk", e);
    } finally {
      writing.unlock();
    }
    sync(size);
  }

  /** All or nothing. */
  private void write(ByteBuffer frame) throws IOException {
    try {
      Segment.write(file, frame);
    } catch (IOException e) {
      file.truncate(bytes);
      file.position(bytes);
      throw e;
    }
  }

  private void rotate() throws IOException {
    file.force(true);
    file.close();
    begin(tree, previous);
    Path last = Segment.file(directory, tree.size());
    file = FileChannel.open(last, StandardOpenOption.WRITE);
    bytes = file.size();
    file.position(bytes);
  }

  /** One who waits for the disk does so for all whose leaves are there by then. */
  private void sync(long size) {
    if (synced >= size) {
      return;
    }
    syncing.lock();
    try {
      if (synced >= size) {
        return;
      }
      long upTo;
      FileChannel of;
      writing.lock();
      try {
        upTo = tree.size();
        of = file;
      } finally {
        writing.unlock();
      }
      if (of.isOpen()) { // else it was synced when it was closed
        of.force(false);
      }
      synced = upTo;
    } catch (ClosedChannelException e) {
      LOG.trace("The file was synced when it was closed", e);
    } catch (IOException e) {
      throw new AuditException("The audit log in " + directory + " cannot be written (" + e.getMessage()
          + "); make room on its disk", e);
    } finally {
      syncing.unlock();
    }
  }

  private void signHeads() {
    try {
      while (true) {
        writing.lock();
        try {
          while (!closed && tree.size() == headSize) {
            grown.await();
          }
          if (closed) {
            return;
          }
        } finally {
          writing.unlock();
        }
        signHead();
        TimeUnit.MILLISECONDS.sleep(HEAD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signs how far the log goes now, and keeps it beside the log. */
  private void signHead() {
    heading.lock();
    try {
      long size;
      byte[] head;
      writing.lock();
      try {
        size = tree.size();
        head = SignedHead.encode(tree);
      } finally {
        writing.unlock();
      }
      sync(size);
      byte[] signed = ContractCodec.encode(signer.get().sign(SignedHead.PURPOSE, head));
      Path fresh = directory.resolve(HEAD + ".new");
      Files.deleteIfExists(fresh);
      try (FileChannel to = Disk.create(fresh)) {
        Segment.write(to, ByteBuffer.wrap(signed));
        to.force(true);
      }
      Files.move(fresh, directory.resolve(HEAD), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Disk.sync(directory);
      writing.lock();
      try {
        headSize = size;
      } finally {
        writing.unlock();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("The head of the audit log in {} cannot be signed", directory, e);
    } finally {
      heading.unlock();
    }
  }

  /** How many leaves it has. */
  public long size() {
    writing.lock();
    try {
      return tree.size();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    signHead();
    writing.lock();
    try {
      closed = true;
      grown.signalAll();
      file.close();
      lockFile.close();
    } catch (IOException e) {
      LOG.error("The audit log in {} cannot be closed", directory, e);
    } finally {
      writing.unlock();
    }
  }
}
