package io.parley.protocols.replicated.malicious;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.crypto.WideTensor;
import io.parley.protocols.spi.PartyScope;
import io.parley.protocols.spi.Payloads;
import io.parley.protocols.spi.Primitives;
import java.util.List;
import java.util.function.UnaryOperator;

/** A party's side; the protocol is told in {@link ReplicatedMaliciousProtocol}. */
final class MaliciousParty implements Primitives<PartyNumber, PartyBits> {
  private static final RawAccess RAW = RawAccess.grant();

  private final Neighbours at;
  private final Journal journal;
  private final Gates gates;
  private final Blocks blocks;

  MaliciousParty(PartyScope op, Journal journal) {
    at = new Neighbours(op);
    this.journal = journal;
    Journal.Page page = journal.page(op);
    gates = new Gates(at, page);
    blocks = new Blocks(op, journal, page);
  }

  // Inputs and outputs

  @Override
  public PartyNumber input(Shape shape, long[] payload) {
    Planes words = MaliciousSharing.components(payload, shape.size(), at.op().self());
    compare(words);
    return new PartyNumber(WideTensor.ofUnsigned(RingTensor.of(shape, words.own())),
        WideTensor.ofUnsigned(RingTensor.of(shape, words.next())));
  }

  @Override
  public PartyBits inputBits(Shape shape, long[] payload) {
    Planes words = MaliciousSharing.components(payload, BitTensor.wordCount(shape.size()), at.op().self());
    compare(words);
    return words.bits(shape);
  }

  private void compare(Planes input) {
    InputComparison comparison = new InputComparison(at.op(), input);
    journal.remember(comparison);
    comparison.start();
  }

  /** In component 0. */
  @Override
  public PartyNumber constant(RingTensor value) {
    return at.only(0, value, value);
  }

  /** Both components mod 2^64. */
  @Override
  public long[] release(PartyNumber x) {
    return Payloads.concat(x.own().low().words(RAW), x.next().low().words(RAW));
  }

  @Override
  public long[] releaseBits(PartyBits x) {
    return Payloads.concat(x.own().words(RAW), x.next().words(RAW));
  }

  // Linear

  @Override
  public PartyNumber add(PartyNumber x, PartyNumber y) {
    return x.add(y);
  }

  @Override
  public PartyNumber sub(PartyNumber x, PartyNumber y) {
    return x.sub(y);
  }

  @Override
  public PartyNumber negate(PartyNumber x) {
    return x.map(WideTensor::negate);
  }

  @Override
  public PartyNumber addPublic(PartyNumber x, RingTensor y) {
    return new PartyNumber(at.ownIs(0) ? x.own().add(y) : x.own(), at.nextIs(0) ? x.next().add(y) : x.next());
  }

  @Override
  public PartyNumber shiftLeft(PartyNumber x, int bits) {
    return x.map(v -> v.shiftLeft(bits));
  }

  @Override
  public PartyNumber rearrange(Structure structure, List<PartyNumber> inputs) {
    return new PartyNumber(structure.applyWide(inputs.stream().map(PartyNumber::own).toList()),
        structure.applyWide(inputs.stream().map(PartyNumber::next).toList()));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, PartyNumber x, RingTensor y) {
    return x.map(v -> map.apply(v, y));
  }

  @Override
  public PartyNumber productPublic(Bilinear map, RingTensor x, PartyNumber y) {
    return y.map(v -> map.apply(x, v));
  }

  // Products and truncation

  /** 1 round, 16 bytes for each element of the result; see {@link Gates}. */
  @Override
  public PartyNumber product(Bilinear map, PartyNumber x, PartyNumber y) {
    return gates.product(map, x, y);
  }

  /** 4 rounds, 128 bytes and 6 bits; see {@link MaliciousTruncation}. */
  @Override
  public PartyNumber truncate(PartyNumber x, int bits) {
    MaliciousTruncation truncation = new MaliciousTruncation(gates, bits);
    return PartyNumber.joined(blocks.run(x.shape().size(), Blocks.TRUNCATED,
        (from, count) -> truncation.apply(x.range(from, count)))).reshape(x.shape());
  }

  // Comparison and bits

  /** 8 rounds, 241 bits; see {@link MaliciousComparison}. */
  @Override
  public PartyBits isNegative(PartyNumber x) {
    return blocks.run(x.shape().size(), Blocks.COMPARED,
        (from, count) -> MaliciousComparison.isNegative(gates, x.range(from, count))).stream().reduce(Planes::then)
        .orElseThrow()
        .bits(x.shape());
  }

  @Override
  public PartyBits xor(PartyBits x, PartyBits y) {
    return new PartyBits(x.own().xor(y.own()), x.next().xor(y.next()));
  }

  @Override
  public PartyBits xorPublic(PartyBits x, BitTensor y) {
    return inComponent0(x, v -> v.xor(y));
  }

  @Override
  public PartyBits not(PartyBits x) {
    return inComponent0(x, BitTensor::not);
  }

  private PartyBits inComponent0(PartyBits x, UnaryOperator<BitTensor> change) {
    return new PartyBits(at.ownIs(0) ? change.apply(x.own()) : x.own(), at.nextIs(0)
        ? change.apply(x.next())
        : x.next());
  }

  /** 1 round, 1 bit. */
  @Override
  public PartyBits and(PartyBits x, PartyBits y) {
    return gates.and(x.planes(), y.planes()).bits(x.shape());
  }

  @Override
  public PartyBits andPublic(PartyBits x, BitTensor y) {
    return new PartyBits(x.own().and(y), x.next().and(y));
  }

  /** The bit as a number, times x: 3 rounds, 48 bytes. */
  @Override
  public PartyNumber mask(PartyBits bit, PartyNumber x) {
    return PartyNumber.joined(blocks.run(x.shape().size(), Blocks.CONVERTED,
        (from, count) -> gates.product(new Bilinear.Mul(), converted(bit, from, count), x.range(from, count))))
        .reshape(x.shape());
  }

  /** 2 rounds, 32 bytes; see {@link BitConversion}. */
  @Override
  public PartyNumber bitToRing(PartyBits bit) {
    return PartyNumber.joined(blocks.run(bit.shape().size(), Blocks.CONVERTED,
        (from, count) -> converted(bit, from, count))).reshape(bit.shape());
  }

  private PartyNumber converted(PartyBits bit, int from, int count) {
    Planes words = bit.planes().range(from / 64, BitTensor.wordCount(count));
    return new BitConversion(gates).numbers(words, 1, count);
  }
}
