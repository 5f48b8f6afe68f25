package de.siegel.sealing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.schemas.event.OutcomeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link Reply} as the JSON that is sealed in an outcome; the form is in docs/EVENTS.md. */
public final class ReplyJson {
  private static final RecyclerPool<BufferRecycler> BUFFERS =
      JsonRecyclerPools.newConcurrentDequePool();
  private static final JsonFactory FACTORY = JsonFactory.builder().recyclerPool(BUFFERS).build();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReplyJson() {}

  /** Lets go of the buffers that replies are written through: the last ones still stand in them. */
  public static void forgetBuffers() {
    BUFFERS.clear();
  }

  /** UTF-8 JSON of a reply. */
  public static byte[] write(Reply reply) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("kind", reply.kind().name());
      if (reply.certificateId().isPresent()) {
        json.writeStringField("certificateId", reply.certificateId().get());
      }
      if (reply.certificate().isPresent()) {
        json.writeStringField("certificate", reply.certificate().get());
      }
      if (!reply.errors().isEmpty()) {
        json.writeArrayFieldStart("errors");
        for (ReplyError error : reply.errors()) {
          json.writeStartObject();
          json.writeStringField("code", error.code());
          json.writeStringField("field", error.field());
          json.writeStringField("message", error.message());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      if (reply.first().isPresent()) {
        json.writeObjectFieldStart("first");
        json.writeStringField("submissionId", reply.first().get().submissionId());
        json.writeStringField("kind", reply.first().get().kind().name());
        if (reply.first().get().doubt().isPresent()) {
          write(json, reply.first().get().doubt().get());
        }
        json.writeEndObject();
      }
      if (reply.doubt().isPresent()) {
        write(json, reply.doubt().get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Doubt doubt) throws IOException {
    json.writeObjectFieldStart("doubt");
    json.writeStringField("reference", doubt.reference());
    if (!doubt.scope().isEmpty()) {
      json.writeStringField("scope", doubt.scope());
    }
    if (doubt.until().isPresent()) {
      json.writeStringField("until", doubt.until().get().toString());
    }
    json.writeStringField("next", doubt.next());
    json.writeEndObject();
  }

  /** Reads a reply; empty if it is none of the known form. Unknown members are left alone. */
  public static Optional<Reply> read(byte[] json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      List<ReplyError> errors = new ArrayList<>();
      for (JsonNode error : root.path("errors")) {
        errors.add(
            new ReplyError(
                error.path("code").asText(),
                error.path("field").asText(),
                error.path("message").asText()));
      }
      Optional<Reply.First> first =
          root.has("first")
              ? Optional.of(
                  new Reply.First(
                      root.path("first").path("submissionId").asText(),
                      kind(root.path("first")),
                      doubtOf(root.path("first"))))
              : Optional.empty();
      return Optional.of(
          new Reply(
              kind(root),
              text(root, "certificateId"),
              text(root, "certificate"),
              errors,
              first,
              doubtOf(root),
              Optional.empty()));
    } catch (IOException | IllegalArgumentException | DateTimeException notAReply) {
      return Optional.empty();
    }
  }

  private static Optional<Doubt> doubtOf(JsonNode node) {
    return node.has("doubt") ? Optional.of(doubt(node.path("doubt"))) : Optional.empty();
  }

  private static Doubt doubt(JsonNode doubt) {
    return new Doubt(
        doubt.path("reference").asText(),
        doubt.path("scope").asText(),
        text(doubt, "until").map(Instant::parse),
        doubt.path("next").asText());
  }

  private static OutcomeKind kind(JsonNode node) {
    return OutcomeKind.valueOf(node.path("kind").asText());
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
