package de.siegel.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.schemas.registry.RegistryHttp.Answer;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A registry that is reached over the REST API of Confluent's schema registry, which Apicurio's and
 * Karapace's servers speak too (paths, error codes and bodies: "Schema Registry API Reference").
 *
 * <p>Schemas behind ids are cached, unknown ids for a short time only. Nothing else is cached: it
 * is asked for at start alone.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

  private static final int NOT_FOUND = 404;
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int CONFLICT = 409;

  private final RegistryHttp http;
  private final SchemaCache cache;

  /** A client of its own; redirects are not followed. */
  public HttpSchemaRegistry(HttpRegistrySettings settings) {
    this(
        settings,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.requestTimeout())
            .build());
  }

  /**
   * @param client how to connect, where TLS keys or an authenticator are needed
   */
  public HttpSchemaRegistry(HttpRegistrySettings settings, HttpClient client) {
    this.http = new RegistryHttp(client, settings);
    this.cache =
        new SchemaCache(
            settings.maxCachedIds(), settings.unknownIdFor().toNanos(), System::nanoTime);
  }

  @Override
  public int register(String subject, Schema schema) {
    Answer answer =
        http.post("/subjects/" + RegistryHttp.segment(subject) + "/versions", body(schema));
    if (answer.status() == CONFLICT) {
      throw new IncompatibleSchema(subject, answer.message());
    }
    return id(requireOk(answer));
  }

  @Override
  public Optional<RegisteredSchema> find(String subject, Schema schema) {
    Answer answer = http.post("/subjects/" + RegistryHttp.segment(subject), body(schema));
    return registered(subject, answer);
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return registered(
        subject, http.get("/subjects/" + RegistryHttp.segment(subject) + "/versions/latest"));
  }

  @Override
  public Schema schema(int id) {
    if (id < 1 || cache.isUnknown(id)) {
      throw new UnknownSchemaId(id);
    }
    return cache.known(id).orElseGet(() -> fetchIfAllowed(id));
  }

  @Override
  public List<String> incompatibilities(String subject, Schema schema) {
    Answer answer =
        http.post(
            "/compatibility/subjects/" + RegistryHttp.segment(subject) + "/versions?verbose=true",
            body(schema));
    if (isMissing(answer, SUBJECT_NOT_FOUND) || isMissing(answer, VERSION_NOT_FOUND)) {
      return List.of();
    }
    JsonNode compatible = requireOk(answer).body().path("is_compatible");
    if (!compatible.isBoolean()) {
      throw answer.bad();
    }
    if (compatible.booleanValue()) {
      return List.of();
    }
    List<String> reasons = new ArrayList<>();
    answer.body().path("messages").forEach(message -> reasons.add(message.asText()));
    return reasons.isEmpty() ? List.of("the registry gives no reason") : List.copyOf(reasons);
  }

  @Override
  public void requireFullTransitive(String subject) {
    ObjectNode level = JsonNodeFactory.instance.objectNode();
    level.put("compatibility", CompatibilityLevel.FULL_TRANSITIVE.name());
    requireOk(http.put("/config/" + RegistryHttp.segment(subject), level));
  }

  private Schema fetchIfAllowed(int id) {
    if (!cache.mayAsk()) {
      throw new UnknownSchemaId(id);
    }
    return fetch(id);
  }

  private Schema fetch(int id) {
    Answer answer = http.get("/schemas/ids/" + id);
    Optional<Schema> schema =
        isMissing(answer, SCHEMA_NOT_FOUND) ? Optional.empty() : avro(requireStatusOk(answer));
    if (schema.isEmpty()) {
      cache.putUnknown(id);
      throw new UnknownSchemaId(id);
    }
    cache.putKnown(id, schema.get());
    return schema.get();
  }

  /**
   * The Avro schema of an answer. Empty if the registry holds something else under the id, be it
   * another language, a text that is no schema, or one that is too long to be one of ours: whoever
   * may register such a thing must not be able to stop a stage with it.
   */
  private static Optional<Schema> avro(Answer answer) {
    if (answer.tooLong() || !answer.body().path("schemaType").asText("AVRO").equals("AVRO")) {
      return Optional.empty();
    }
    JsonNode text = answer.body().path("schema");
    if (!text.isTextual()) {
      throw answer.bad();
    }
    try {
      return Optional.of(SchemaText.parse(text.textValue()));
    } catch (SchemaParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<RegisteredSchema> registered(String subject, Answer answer) {
    if (isMissing(answer, SUBJECT_NOT_FOUND)
        || isMissing(answer, VERSION_NOT_FOUND)
        || isMissing(answer, SCHEMA_NOT_FOUND)) {
      return Optional.empty();
    }
    int id = id(requireOk(answer));
    int version = answer.body().path("version").asInt(0);
    Schema schema = avro(answer).orElseThrow(answer::bad);
    if (version < 1) {
      throw answer.bad();
    }
    return Optional.of(new RegisteredSchema(subject, version, id, schema));
  }

  private static int id(Answer answer) {
    int id = answer.body().path("id").asInt(0);
    if (id < 1) {
      throw answer.bad();
    }
    return id;
  }

  /** Only the registry's own code counts: a wrong base URL gives 404 too. */
  private static boolean isMissing(Answer answer, int errorCode) {
    return answer.status() == NOT_FOUND && answer.errorCode() == errorCode;
  }

  private static Answer requireOk(Answer answer) {
    if (answer.tooLong()) {
      throw answer.bad();
    }
    return requireStatusOk(answer);
  }

  private static Answer requireStatusOk(Answer answer) {
    if (answer.status() != 200) {
      throw answer.bad();
    }
    return answer;
  }

  private static ObjectNode body(Schema schema) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("schemaType", "AVRO");
    body.put("schema", SchemaText.of(schema));
    return body;
  }
}
