package de.siegel.schemas.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry that lives and dies with the process: for tests of topologies and of clients. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

  private RegistryState state = RegistryState.EMPTY;

  @Override
  public synchronized int register(String subject, Schema schema) {
    state = state.register(subject, schema);
    return state.find(subject, schema).orElseThrow().id();
  }

  @Override
  public synchronized Optional<RegisteredSchema> find(String subject, Schema schema) {
    return state.find(subject, schema);
  }

  @Override
  public synchronized Optional<RegisteredSchema> latest(String subject) {
    return state.latest(subject);
  }

  @Override
  public synchronized Schema schema(int id) {
    return state.schema(id).orElseThrow(() -> new UnknownSchemaId(id));
  }

  @Override
  public synchronized List<String> incompatibilities(String subject, Schema schema) {
    return state.incompatibilities(subject, schema);
  }

  @Override
  public synchronized void requireFullTransitive(String subject) {
    state = state.withLevel(subject, CompatibilityLevel.FULL_TRANSITIVE);
  }
}
