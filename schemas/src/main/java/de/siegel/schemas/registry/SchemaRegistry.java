package de.siegel.schemas.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Names Avro schemas by number, so that a record carries four bytes in place of its schema.
 *
 * <p>Schemas are compared without the properties that only Java's generated classes need ({@code
 * avro.java.string}); see {@link SchemaText}. A subject is the name under which the versions of one
 * schema stand, here {@code <topic>-value}.
 *
 * <p>Implementations are safe for use by several threads. Every method may throw {@link
 * RegistryUnavailable} (try again later) and {@link BadRegistryAnswer} (somebody has to look); both
 * mean that nothing is known, so a caller stops and never skips.
 */
public interface SchemaRegistry {

  /**
   * Makes a schema the newest version of a subject; does nothing if the subject already has it.
   *
   * @return the schema's id, from 1
   * @throws IncompatibleSchema if the subject's compatibility level forbids this version
   */
  int register(String subject, Schema schema);

  /**
   * Finds exactly this schema among the versions of a subject.
   *
   * @return its id and version; empty if the subject is unknown or has no such version
   */
  Optional<RegisteredSchema> find(String subject, Schema schema);

  /** The newest version of a subject; empty if the subject is unknown. */
  Optional<RegisteredSchema> latest(String subject);

  /**
   * The schema behind an id.
   *
   * @throws UnknownSchemaId if the registry answered that it has no such id, or if what it has is
   *     not a usable Avro schema
   */
  Schema schema(int id);

  /**
   * Says why a schema could not become the next version of a subject.
   *
   * @return one line a reason; empty if it could
   */
  List<String> incompatibilities(String subject, Schema schema);

  /** Sets the subject's compatibility level to FULL_TRANSITIVE, the only one the house uses. */
  void requireFullTransitive(String subject);
}
