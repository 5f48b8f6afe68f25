package de.siegel.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegel.schemas.registry.CompatibilityLevel;
import de.siegel.schemas.registry.IncompatibleSchema;
import de.siegel.schemas.registry.RegisteredSchema;
import de.siegel.schemas.registry.RegistryState;
import de.siegel.schemas.registry.SchemaText;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The part of Confluent's REST API that clients of Avro need: subjects, versions, ids,
 * compatibility, levels. Nothing can be deleted.
 */
final class RegistryRoutes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int LONGEST_SUBJECT = 255;

  private final RegistryStore store;

  RegistryRoutes(RegistryStore store) {
    this.store = store;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/", context -> answer(context, Map.of()));
    routes.get("/mode", context -> answer(context, Map.of("mode", "READWRITE")));
    routes.get("/schemas/types", context -> answer(context, List.of("AVRO")));
    routes.get("/schemas/ids/{id}", this::schema);
    routes.get("/subjects", this::subjects);
    routes.post("/subjects/{subject}", this::find);
    routes.get("/subjects/{subject}/versions", this::versions);
    routes.post("/subjects/{subject}/versions", this::register);
    routes.get("/subjects/{subject}/versions/{version}", this::version);
    routes.post("/compatibility/subjects/{subject}/versions", this::compatibleWithAll);
    routes.post("/compatibility/subjects/{subject}/versions/{version}", this::compatibleWithOne);
    routes.get("/config", this::defaultLevel);
    routes.put("/config", this::setDefaultLevel);
    routes.get("/config/{subject}", this::level);
    routes.put("/config/{subject}", this::setLevel);
    routes.exception(
        RegistryFault.class,
        (fault, context) -> {
          context.status(fault.status());
          answer(context, Map.of("error_code", fault.errorCode(), "message", fault.getMessage()));
        });
  }

  private void schema(Context context) {
    Schema schema =
        store
            .state()
            .schema(number(context.pathParam("id")))
            .orElseThrow(RegistryFault::schemaNotFound);
    answer(context, Map.of("schema", SchemaText.of(schema)));
  }

  private void subjects(Context context) {
    answer(context, new TreeSet<>(store.state().subjects().keySet()));
  }

  private void find(Context context) {
    String subject = subject(context);
    List<RegisteredSchema> known = known(subject);
    Schema schema = schemaOf(body(context));
    RegisteredSchema found =
        store.state().find(subject, schema).orElseThrow(RegistryFault::schemaNotFound);
    answer(context, view(known.get(found.version() - 1)));
  }

  private void versions(Context context) {
    answer(context, known(subject(context)).stream().map(RegisteredSchema::version).toList());
  }

  private void register(Context context) {
    String subject = subject(context);
    Schema schema = schemaOf(body(context));
    try {
      RegistryState state = store.change(before -> before.register(subject, schema));
      answer(context, Map.of("id", state.find(subject, schema).orElseThrow().id()));
    } catch (IncompatibleSchema e) {
      throw RegistryFault.incompatible(e.getMessage());
    }
  }

  private void version(Context context) {
    answer(context, view(version(known(subject(context)), context.pathParam("version"))));
  }

  private void compatibleWithAll(Context context) {
    String subject = subject(context);
    Schema schema = schemaOf(body(context));
    compatible(context, store.state().incompatibilities(subject, schema));
  }

  private void compatibleWithOne(Context context) {
    String subject = subject(context);
    RegisteredSchema version = version(known(subject), context.pathParam("version"));
    CompatibilityLevel level = store.state().level(subject);
    compatible(
        context, RegistryState.incompatibilities(level, schemaOf(body(context)), List.of(version)));
  }

  private static void compatible(Context context, List<String> reasons) {
    boolean compatible = reasons.isEmpty();
    answer(
        context,
        "true".equals(context.queryParam("verbose"))
            ? Map.of("is_compatible", compatible, "messages", reasons)
            : Map.of("is_compatible", compatible));
  }

  private void defaultLevel(Context context) {
    answer(context, Map.of("compatibilityLevel", store.state().defaultLevel()));
  }

  private void setDefaultLevel(Context context) {
    CompatibilityLevel level = levelOf(body(context));
    store.change(before -> before.withDefaultLevel(level));
    answer(context, Map.of("compatibility", level));
  }

  private void level(Context context) {
    String subject = subject(context);
    RegistryState state = store.state();
    boolean own = state.levels().containsKey(subject);
    if (!own && !"true".equals(context.queryParam("defaultToGlobal"))) {
      throw RegistryFault.noLevelOfItsOwn(subject);
    }
    answer(context, Map.of("compatibilityLevel", state.level(subject)));
  }

  private void setLevel(Context context) {
    String subject = subject(context);
    CompatibilityLevel level = levelOf(body(context));
    store.change(before -> before.withLevel(subject, level));
    answer(context, Map.of("compatibility", level));
  }

  private List<RegisteredSchema> known(String subject) {
    List<RegisteredSchema> versions = store.state().versions(subject);
    if (versions.isEmpty()) {
      throw RegistryFault.subjectNotFound(subject);
    }
    return versions;
  }

  private static RegisteredSchema version(List<RegisteredSchema> versions, String text) {
    int version = text.equals("latest") ? versions.size() : number(text);
    if (version < 1) {
      throw RegistryFault.invalidVersion(text);
    }
    if (version > versions.size()) {
      throw RegistryFault.versionNotFound(text);
    }
    return versions.get(version - 1);
  }

  /** The number that a text is; 0, which is never given, if it is none. */
  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String subject(Context context) {
    String subject = context.pathParam("subject");
    if (subject.isBlank()
        || subject.length() > LONGEST_SUBJECT
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw RegistryFault.invalidSubject();
    }
    return subject;
  }

  private static JsonNode body(Context context) {
    try {
      return JSON.readTree(context.bodyAsBytes());
    } catch (JsonProcessingException e) {
      throw RegistryFault.invalidSchema("The body must be JSON");
    } catch (java.io.IOException e) {
      throw RegistryFault.invalidSchema("The body cannot be read");
    }
  }

  private static Schema schemaOf(JsonNode body) {
    if (!body.path("schemaType").asText("AVRO").equals("AVRO")) {
      throw RegistryFault.invalidSchema("This registry takes the schemaType AVRO only");
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryFault.invalidSchema("This registry takes no references: send whole schemas");
    }
    if (!body.path("schema").isTextual()) {
      throw RegistryFault.invalidSchema("The field schema must be a text");
    }
    try {
      return SchemaText.parse(body.path("schema").textValue());
    } catch (SchemaParseException e) {
      throw RegistryFault.invalidSchema("Not a valid Avro schema: " + e.getMessage());
    }
  }

  private static CompatibilityLevel levelOf(JsonNode body) {
    String name = body.path("compatibility").asText("");
    return Arrays.stream(CompatibilityLevel.values())
        .filter(level -> level.name().equals(name))
        .findFirst()
        .orElseThrow(RegistryFault::invalidLevel);
  }

  private static Map<String, Object> view(RegisteredSchema version) {
    return Map.of(
        "subject", version.subject(),
        "version", version.version(),
        "id", version.id(),
        "schema", SchemaText.of(version.schema()));
  }

  private static void answer(Context context, Object body) {
    try {
      context.contentType(MEDIA_TYPE).result(JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
