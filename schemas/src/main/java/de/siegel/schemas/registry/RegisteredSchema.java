package de.siegel.schemas.registry;

import java.util.Objects;
import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param subject the subject, for example {@code certificate.requests-value}
 * @param version the number of the version in its subject, from 1
 * @param id the number of the schema in the registry, from 1; records carry this one
 * @param schema the schema, without Java's own properties
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {

  public RegisteredSchema {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(schema);
  }
}
