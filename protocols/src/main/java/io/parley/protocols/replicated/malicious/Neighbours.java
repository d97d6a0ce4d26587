package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.crypto.Prg;
import io.parley.crypto.RingKernels;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.PartyScope;

/**
 * Party i within one op, between the parties i − 1 and i + 1. Component j is held by party j as its own and by party j − 1
 * as the next one; the stream of these two gives fresh components without a message.
 */
final class Neighbours {
  private final PartyScope op;

  Neighbours(PartyScope op) {
    this.op = op;
  }

  PartyScope op() {
    return op;
  }

  int previous() {
    return (op.self() + 2) % 3;
  }

  int following() {
    return (op.self() + 1) % 3;
  }

  boolean ownIs(int component) {
    return op.self() == component;
  }

  boolean nextIs(int component) {
    return following() == component;
  }

  /** The stream of those who hold this party's own component. */
  Prg.Stream ownStream() {
    return op.common(previous());
  }

  /** The stream of those who hold the next component. */
  Prg.Stream nextStream() {
    return op.common(following());
  }

  // Values without a message

  /** Uniform numbers that no party knows. */
  PartyNumber randomNumber(Shape shape) {
    return new PartyNumber(WideTensor.random(ownStream(), shape), WideTensor.random(nextStream(), shape));
  }

  /** Uniform bits that no party knows. */
  Planes randomPlanes(int words) {
    return new Planes(ownStream().next(words), nextStream().next(words));
  }

  /** The number whose only component is this one, which its two holders know. */
  PartyNumber only(int component, RingTensor own, RingTensor next) {
    RingTensor zero = RingTensor.zeros(own.shape());
    return new PartyNumber(WideTensor.ofUnsigned(ownIs(component) ? own : zero),
        WideTensor.ofUnsigned(nextIs(component) ? next : zero));
  }

  /** The same bits with a component put to zero. */
  Planes without(int component, Planes x) {
    return new Planes(ownIs(component) ? new long[x.words()] : x.own(), nextIs(component)
        ? new long[x.words()]
        : x.next());
  }

  // Products: this party computes its own component, and party i − 1 is sent it

  /** z_i = M(x_i, y_i + y_{i+1}) + M(x_{i+1}, y_i) + α_i, α_i being a fresh share of zero. */
  WideTensor productShare(Bilinear map, PartyNumber x, PartyNumber y) {
    WideTensor z = map.apply(x.own(), y.own().add(y.next())).add(map.apply(x.next(), y.own()));
    return z.add(WideTensor.random(nextStream(), z.shape())).sub(WideTensor.random(ownStream(), z.shape()));
  }

  /** As {@link #productShare}, over bits. */
  long[] andShare(Planes x, Planes y) {
    long[] z = nextStream().next(x.words());
    ownStream().xorInto(z, 0, z.length);
    RingKernels.get().xorAnd(x.own(), y.own(), z);
    RingKernels.get().xorAnd(x.own(), y.next(), z);
    RingKernels.get().xorAnd(x.next(), y.own(), z);
    return z;
  }

  void passOn(long[] own) {
    op.send(previous(), own);
  }

  /** The next component, from the party whose own it is. */
  long[] passed(int words) {
    return op.receive(following(), words);
  }
}
