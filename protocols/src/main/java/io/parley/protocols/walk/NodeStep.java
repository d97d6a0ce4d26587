package io.parley.protocols.walk;

import io.parley.crypto.Bilinear;
import io.parley.crypto.BitTensor;
import io.parley.crypto.FixedPoint;
import io.parley.crypto.RawAccess;
import io.parley.crypto.RingTensor;
import io.parley.crypto.Separable;
import io.parley.crypto.Shape;
import io.parley.crypto.Structure;
import io.parley.plan.Comparison;
import io.parley.plan.DType;
import io.parley.plan.Node;
import io.parley.plan.Op;
import io.parley.plan.Values;
import io.parley.protocols.spi.Primitives;
import io.parley.protocols.spi.Share;
import io.parley.protocols.walk.NodeValue.Bits;
import io.parley.protocols.walk.NodeValue.Numbers;
import io.parley.protocols.walk.NodeValue.PublicBits;
import io.parley.protocols.walk.NodeValue.PublicNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What one node asks of a protocol: the same for every role, so that all walk the plan alike. Public operands are
 * computed here, in the clear.
 */
public final class NodeStep<A extends Share, B extends Share> {
  private final Node node;
  private final List<NodeValue<A, B>> inputs;
  private final Primitives<A, B> p;

  private NodeStep(Node node, List<NodeValue<A, B>> inputs, Primitives<A, B> primitives) {
    this.node = node;
    this.inputs = inputs;
    this.p = primitives;
  }

  /**
   * @param payload what this role was sent for an input, by node id
   */
  public static <A extends Share, B extends Share> NodeValue<A, B> evaluate(Node node, List<NodeValue<A, B>> inputs,
      Primitives<A, B> primitives, IntFunction<long[]> payload) {
    return new NodeStep<>(node, inputs, primitives).evaluate(payload);
  }

  private NodeValue<A, B> evaluate(IntFunction<long[]> payload) {
    return switch ((Op.Primitive) node.op()) {
      case Op.Input _ -> input(payload.apply(node.id()));
      case Op.Constant(Values values) -> constant(values);
      case Op.Add _ -> add();
      case Op.Sub _ -> sub();
      case Op.Negate _ -> isPublic(0) ? open(number(0).negate()) : secret(p.negate(share(0)));
      case Op.Rearrange(Structure structure) -> rearrange(structure);
      case Op.ShiftLeft(int bits) ->
        isPublic(0) ? open(number(0).shiftLeft(bits)) : secret(p.shiftLeft(share(0), bits));
      case Op.Rescale _ -> inputs.getFirst();
      case Op.Product(Bilinear map, int bits) -> product(map, bits);
      case Op.Truncate(int bits) -> truncate(inputs.getFirst(), bits);
      case Op.Separated(Separable f) -> isPublic(0) ? open(f.apply(number(0))) : secret(p.separated(f, share(0)));
      case Op.IsNegative(Comparison comparison) -> isNegative(comparison);
      case Op.And _ -> and();
      case Op.Xor _ -> xor();
      case Op.Not _ -> isPublic(0) ? open(publicBits(0).not()) : bits(p.not(bit(0)));
      case Op.Mask _ -> mask();
      case Op.BitToRing _ -> isPublic(0) ? open(publicBits(0).unpack()) : secret(p.bitToRing(bit(0)));
    };
  }

  private NodeValue<A, B> input(long[] payload) {
    Shape shape = node.type().shape();
    return node.type().dtype() == DType.BIT ? bits(p.inputBits(shape, payload)) : secret(p.input(shape, payload));
  }

  private NodeValue<A, B> constant(Values values) {
    if (node.type().dtype() == DType.BIT) {
      return open(BitTensor.pack(RingTensor.of(values.shape(),
          Arrays.stream(values.data()).mapToLong(v -> v == 0 ? 0 : 1).toArray())));
    }
    return open(new FixedPoint(node.type().fractionBits()).encode(values.shape(), values.data()));
  }

  private NodeValue<A, B> add() {
    if (isPublic(0)) {
      return isPublic(1) ? open(number(0).add(number(1))) : secret(p.addPublic(share(1), number(0)));
    }
    return secret(isPublic(1) ? p.addPublic(share(0), number(1)) : p.add(share(0), share(1)));
  }

  private NodeValue<A, B> sub() {
    if (isPublic(0)) {
      return isPublic(1)
          ? open(number(0).sub(number(1)))
          : secret(p.addPublic(p.negate(share(1)), number(0)));
    }
    return secret(isPublic(1) ? p.addPublic(share(0), number(1).negate()) : p.sub(share(0), share(1)));
  }

  private NodeValue<A, B> rearrange(Structure structure) {
    boolean allPublic = inputs.stream().allMatch(NodeStep::isPublic);
    return allPublic
        ? open(structure.apply(indices().mapToObj(this::number).toList()))
        : secret(p.rearrange(structure, indices().mapToObj(this::lifted).toList()));
  }

  private IntStream indices() {
    return IntStream.range(0, inputs.size());
  }

  private NodeValue<A, B> product(Bilinear map, int truncateBits) {
    if (!isPublic(0) && !isPublic(1)) {
      return secret(p.product(map, share(0), share(1), truncateBits));
    }
    NodeValue<A, B> z = isPublic(0)
        ? isPublic(1) ? open(map.apply(number(0), number(1))) : secret(p.productPublic(map, number(0), share(1)))
        : secret(p.productPublic(map, share(0), number(1)));
    return truncateBits == 0 ? z : truncate(z, truncateBits);
  }

  private NodeValue<A, B> truncate(NodeValue<A, B> x, int bits) {
    return switch (x) {
      case Numbers<A, B>(A share) -> secret(p.truncate(share, bits));
      case PublicNumbers<A, B>(RingTensor value) -> open(shiftRight(value, bits));
      case Bits<A, B> _ -> throw mismatch();
      case PublicBits<A, B> _ -> throw mismatch();
    };
  }

  private NodeValue<A, B> isNegative(Comparison comparison) {
    if (isPublic(0)) {
      return open(signs(number(0)));
    }
    return bits(switch (comparison) {
      case USUAL -> p.isNegative(share(0));
      case FSS -> p.isNegativeByFss(share(0));
    });
  }

  private NodeValue<A, B> and() {
    if (isPublic(0)) {
      return isPublic(1) ? open(publicBits(0).and(publicBits(1))) : bits(p.andPublic(bit(1), publicBits(0)));
    }
    return bits(isPublic(1) ? p.andPublic(bit(0), publicBits(1)) : p.and(bit(0), bit(1)));
  }

  private NodeValue<A, B> xor() {
    if (isPublic(0)) {
      return isPublic(1) ? open(publicBits(0).xor(publicBits(1))) : bits(p.xorPublic(bit(1), publicBits(0)));
    }
    return bits(isPublic(1) ? p.xorPublic(bit(0), publicBits(1)) : p.xor(bit(0), bit(1)));
  }

  private NodeValue<A, B> mask() {
    return isPublic(0) ? open(publicBits(0).unpack().mul(number(1))) : secret(p.mask(bit(0), share(1)));
  }

  private static RingTensor shiftRight(RingTensor x, int bits) {
    long[] words = x.words(RawAccess.grant());
    return RingTensor.of(x.shape(), Arrays.stream(words).map(w -> w >> bits).toArray());
  }

  private static BitTensor signs(RingTensor x) {
    long[] words = x.words(RawAccess.grant());
    return BitTensor.pack(RingTensor.of(x.shape(), Arrays.stream(words).map(w -> w >>> 63).toArray()));
  }

  private boolean isPublic(int i) {
    return isPublic(inputs.get(i));
  }

  private static boolean isPublic(NodeValue<?, ?> wire) {
    return wire instanceof PublicNumbers || wire instanceof PublicBits;
  }

  private A share(int i) {
    if (inputs.get(i) instanceof Numbers<A, B>(A share)) {
      return share;
    }
    throw mismatch();
  }

  private B bit(int i) {
    if (inputs.get(i) instanceof Bits<A, B>(B share)) {
      return share;
    }
    throw mismatch();
  }

  private RingTensor number(int i) {
    if (inputs.get(i) instanceof PublicNumbers<A, B>(RingTensor value)) {
      return value;
    }
    throw mismatch();
  }

  private BitTensor publicBits(int i) {
    if (inputs.get(i) instanceof PublicBits<A, B>(BitTensor value)) {
      return value;
    }
    throw mismatch();
  }

  private A lifted(int i) {
    return isPublic(i) ? p.constant(number(i)) : share(i);
  }

  private IllegalStateException mismatch() {
    return new IllegalStateException("Node " + node.id() + " (" + node.name() + ") has an operand of the wrong type");
  }

  private NodeValue<A, B> secret(A share) {
    return new Numbers<>(share);
  }

  private NodeValue<A, B> bits(B share) {
    return new Bits<>(share);
  }

  private NodeValue<A, B> open(RingTensor value) {
    return new PublicNumbers<>(value);
  }

  private NodeValue<A, B> open(BitTensor value) {
    return new PublicBits<>(value);
  }
}
