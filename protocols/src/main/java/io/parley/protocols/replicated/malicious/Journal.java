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

  /** Digests of this party's components of an input. */
  record Input(long[] own, long[] next) {
    @Override
    public String toString() {
      return "Input[]";
    }
  }

  /** What one op did; written by its thread only. */
  static final class Page {
    private final List<Product> products = new ArrayList<>();
    private final List<And> ands = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

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

    void remember(Input input) {
      inputs.add(input);
    }

    private boolean hasGates() {
      return !products.isEmpty() || !ands.isEmpty();
    }

    /** The products and ANDs so far, to be checked before the op goes on. */
    Segment next() {
      Segment segment = new Segment(List.copyOf(products), List.copyOf(ands), List.of());
      products.clear();
      ands.clear();
      return segment;
    }
  }

  /** All that one checkpoint checks. */
  record Segment(List<Product> products, List<And> ands, List<Input> inputs) {
    boolean isEmpty() {
      return products.isEmpty() && ands.isEmpty();
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Page> pages = new TreeMap<>();

  Page page(PartyScope op) {
    lock.lock();
    try {
      return pages.computeIfAbsent(op.id(), _ -> new Page());
    } finally {
      lock.unlock();
    }
  }

  /** What was remembered since the last segment. Without a product or an AND it is empty, and inputs are kept. */
  Segment next() {
    List<Product> products = new ArrayList<>();
    List<And> ands = new ArrayList<>();
    List<Input> inputs = new ArrayList<>();
    lock.lock();
    try {
      if (pages.values().stream().anyMatch(Page::hasGates)) {
        for (Page page : pages.values()) {
          products.addAll(page.products);
          ands.addAll(page.ands);
          inputs.addAll(page.inputs);
        }
        pages.clear();
      }
    } finally {
      lock.unlock();
    }
    return new Segment(products, ands, inputs);
  }
}
