package de.siegel.schemas.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * All that a schema registry knows, as an immutable value: ids are never given twice and never
 * change, versions are only added.
 *
 * @param schemas the texts of all schemas ({@link SchemaText}); the id of one is its position + 1
 * @param subjects for each subject the ids of its versions, oldest first; never an empty list
 * @param defaultLevel the compatibility level of subjects that have none of their own
 * @param levels the subjects' own levels; a subject may have one before it has a version
 */
public record RegistryState(
    List<String> schemas,
    Map<String, List<Integer>> subjects,
    CompatibilityLevel defaultLevel,
    Map<String, CompatibilityLevel> levels) {

  /** Nothing registered; FULL_TRANSITIVE unless a subject says otherwise. */
  public static final RegistryState EMPTY =
      new RegistryState(List.of(), Map.of(), CompatibilityLevel.FULL_TRANSITIVE, Map.of());

  public RegistryState {
    schemas = List.copyOf(schemas);
    Map<String, List<Integer>> copy = new LinkedHashMap<>();
    subjects.forEach((subject, ids) -> copy.put(subject, List.copyOf(ids)));
    subjects = Map.copyOf(copy);
    levels = Map.copyOf(levels);
    for (List<Integer> ids : subjects.values()) {
      for (int id : ids) {
        if (id < 1 || id > schemas.size()) {
          throw new IllegalArgumentException("a subject names schema id " + id + ", which is gone");
        }
      }
    }
  }

  /** The schema behind an id; empty if the id was never given. */
  public Optional<Schema> schema(int id) {
    return id < 1 || id > schemas.size()
        ? Optional.empty()
        : Optional.of(SchemaText.parse(schemas.get(id - 1)));
  }

  /** The versions of a subject, oldest first; empty if the subject is unknown. */
  public List<RegisteredSchema> versions(String subject) {
    List<Integer> ids = subjects.getOrDefault(subject, List.of());
    return IntStream.range(0, ids.size())
        .mapToObj(
            index ->
                new RegisteredSchema(
                    subject, index + 1, ids.get(index), schema(ids.get(index)).orElseThrow()))
        .toList();
  }

  /** The newest version of a subject; empty if the subject is unknown. */
  public Optional<RegisteredSchema> latest(String subject) {
    List<RegisteredSchema> versions = versions(subject);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /** Exactly this schema among the versions of a subject. */
  public Optional<RegisteredSchema> find(String subject, Schema schema) {
    int id = idOf(SchemaText.of(schema));
    return versions(subject).stream().filter(version -> version.id() == id).findFirst();
  }

  /** The level that holds for a subject. */
  public CompatibilityLevel level(String subject) {
    return levels.getOrDefault(subject, defaultLevel);
  }

  /** The state in which the subject has this level of its own. */
  public RegistryState withLevel(String subject, CompatibilityLevel level) {
    Map<String, CompatibilityLevel> more = new LinkedHashMap<>(levels);
    more.put(subject, level);
    return new RegistryState(schemas, subjects, defaultLevel, more);
  }

  /** The state in which subjects without a level of their own have this one. */
  public RegistryState withDefaultLevel(CompatibilityLevel level) {
    return new RegistryState(schemas, subjects, level, levels);
  }

  /**
   * The state in which the subject has this schema: itself if it already has.
   *
   * @throws IncompatibleSchema if the subject's level forbids it
   */
  public RegistryState register(String subject, Schema schema) {
    if (find(subject, schema).isPresent()) {
      return this;
    }
    List<String> reasons = incompatibilities(subject, schema);
    if (!reasons.isEmpty()) {
      throw new IncompatibleSchema(subject, String.join("; ", reasons));
    }
    List<String> moreSchemas = new ArrayList<>(schemas);
    String text = SchemaText.of(schema);
    if (idOf(text) == 0) {
      moreSchemas.add(text);
    }
    List<Integer> ids = new ArrayList<>(subjects.getOrDefault(subject, List.of()));
    ids.add(moreSchemas.indexOf(text) + 1);
    Map<String, List<Integer>> moreSubjects = new LinkedHashMap<>(subjects);
    moreSubjects.put(subject, ids);
    return new RegistryState(moreSchemas, moreSubjects, defaultLevel, levels);
  }

  /** Why a schema cannot become the next version of a subject; empty if it can. */
  public List<String> incompatibilities(String subject, Schema schema) {
    CompatibilityLevel level = level(subject);
    List<RegisteredSchema> versions = versions(subject);
    int from = level.transitive() ? 0 : Math.max(0, versions.size() - 1);
    return incompatibilities(level, schema, versions.subList(from, versions.size()));
  }

  /** Why a schema does not stand beside the given versions at this level; empty if it does. */
  public static List<String> incompatibilities(
      CompatibilityLevel level, Schema schema, List<RegisteredSchema> versions) {
    List<String> reasons = new ArrayList<>();
    for (RegisteredSchema version : versions) {
      if (level.readsOlder()) {
        addReasons("cannot read version " + version.version(), schema, version.schema(), reasons);
      }
      if (level.readByOlder()) {
        addReasons(
            "cannot be read by version " + version.version(), version.schema(), schema, reasons);
      }
    }
    return List.copyOf(reasons);
  }

  private static void addReasons(
      String relation, Schema reader, Schema writer, List<String> reasons) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    pair.getResult()
        .getIncompatibilities()
        .forEach(
            fault -> reasons.add(relation + ": " + fault.getType() + " at " + fault.getLocation()));
  }

  private int idOf(String text) {
    return schemas.indexOf(text) + 1;
  }
}
