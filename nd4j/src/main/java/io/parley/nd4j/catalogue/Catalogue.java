package io.parley.nd4j.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.plan.BadRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ops of ND4J's public API, in the order of their names, and how each is supported.
 *
 * @param version of ND4J
 */
public record Catalogue(String version, List<CatalogueOp> ops) {
  private static final String RESOURCE = "op-catalogue.json";

  public Catalogue {
    ops = List.copyOf(ops);
  }

  /** As shipped. */
  public static Catalogue load() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The resource " + RESOURCE + " is missing");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the ND4J on the class path; what {@link Supported} says nothing about is left out. */
  public static Catalogue crawled() {
    List<CatalogueOp> ops = new ArrayList<>();
    ApiCrawler.crawl().forEach((name, signatures) -> Optional.ofNullable(Supported.ALL.get(name)).ifPresent(
        e -> ops.add(new CatalogueOp(name, e.kind(), e.support(), e.how(), e.shape(), signatures))));
    return new Catalogue(ApiCrawler.version(), ops);
  }

  /** The same with what each op costs, by its name. */
  Catalogue withCosts(Function<String, Optional<OpCost>> costs) {
    return new Catalogue(version, ops.stream().map(op -> new CatalogueOp(op.name(), op.kind(), op.support(), op.how(),
        op.shape(), op.signatures(), costs.apply(op.name()))).toList());
  }

  /**
   * @param source of the text, for the message
   * @throws BadRequestException if it is no catalogue
   */
  public static Catalogue parse(String json, String source) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      List<CatalogueOp> ops = new ArrayList<>();
      for (JsonNode op : root.path("ops")) {
        List<String> signatures = new ArrayList<>();
        op.path("signatures").forEach(s -> signatures.add(s.asText()));
        ops.add(new CatalogueOp(op.path("name").asText(), Kind.of(op.path("kind").asText()),
            Support.of(op.path("support").asText()), op.path("how").asText(), op.path("shape").asText(), signatures,
            op.has("rounds")
                ? Optional.of(new OpCost(op.path("on").asText(), op.path("rounds").asInt(), op.path("bytes").asLong()))
                : Optional.empty()));
      }
      if (ops.isEmpty()) {
        throw new IllegalArgumentException("no ops");
      }
      return new Catalogue(root.path("nd4j").asText(), ops);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadRequestException(source + " is not a catalogue of ops; give an op-catalogue.json", e);
    }
  }

  String toJson() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("nd4j", version);
    ArrayNode all = root.putArray("ops");
    for (CatalogueOp op : ops) {
      ObjectNode node = all.addObject();
      node.put("name", op.name());
      node.put("kind", op.kind().label());
      node.put("support", op.support().label());
      node.put("how", op.how());
      node.put("shape", op.shape());
      op.cost().ifPresent(cost -> node.put("on", cost.example()).put("rounds", cost.rounds()).put("bytes",
          cost.bytesPerParty()));
      ArrayNode signatures = node.putArray("signatures");
      op.signatures().forEach(signatures::add);
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The share of the ops of models that run on secrets; see {@link Kind#isCore}. */
  public double secretShare() {
    long core = ops.stream().filter(op -> op.kind().isCore()).count();
    return (double) ops.stream().filter(op -> op.kind().isCore() && op.support() == Support.SECRET).count() / core;
  }
}
