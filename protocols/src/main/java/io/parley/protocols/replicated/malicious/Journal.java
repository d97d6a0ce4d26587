package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.protocols.spi.PartyScope;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What a party has yet to check, in an order that all parties have in common: by op, and within it by time. */
final class Journal {
  /** z should be M(x, y). */
  record Product(Bilinear map, PartyNumber x, PartyNumber y, PartyNumber z) {}

  /** z should be x ∧ y. */
  record And(Planes x, Planes y, Planes z) {}

  /** What one op did; written by its thread only. */
  static final class Page {
    private final List<Product> products = new ArrayList<>();
    private final List<And> ands = new ArrayList<>();

    void remember(Product product) {
      if (product.z().shape().size() > 0) {
        products.add(product);
      }
    }

    void remember(And and) {
      if (and.z().words() > 0) {
        ands.add(and);
      }
    }

    /** The products and ANDs so far, to be checked before the op goes on. */
    Segment next() {
      Segment segment = new Segment(List.copyOf(products), List.copyOf(ands));
      products.clear();
      ands.clear();
      return segment;
    }
  }

  /** The products and ANDs that one check is about. */
  record Segment(List<Product> products, List<And> ands) {
    boolean isEmpty() {
      return products.isEmpty() && ands.isEmpty();
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Page> pages = new TreeMap<>();
  /** Of inputs that are there and have yet to be found alike. */
  private final List<InputComparison> inputs = new ArrayList<>();

  Page page(PartyScope op) {
    lock.lock();
    try {
      return pages.computeIfAbsent(op.id(), _ -> new Page());
    } finally {
      lock.unlock();
    }
  }

  void remember(InputComparison input) {
    lock.lock();
    try {
      inputs.add(input);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all inputs that are there have been compared, those among them of everything that this op has computed.
   *
   * @throws io.parley.protocols.spi.PeerFaultException if the holders of an input have different ones
   */
  void awaitInputs(PartyScope op) {
    List<InputComparison> due;
    lock.lock();
    try {
      due = List.copyOf(inputs);
    } finally {
      lock.unlock();
    }
    due.forEach(input -> input.await(op));
    lock.lock();
    try {
      inputs.removeAll(due);
    } finally {
      lock.unlock();
    }
  }

  /** The products and ANDs since the last segment. */
  Segment next() {
    List<Product> products = new ArrayList<>();
    List<And> ands = new ArrayList<>();
    lock.lock();
    try {
      for (Page page : pages.values()) {
        products.addAll(page.products);
        ands.addAll(page.ands);
      }
      pages.clear();
    } finally {
      lock.unlock();
    }
    return new Segment(products, ands);
  }
}
