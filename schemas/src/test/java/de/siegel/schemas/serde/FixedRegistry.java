package de.siegel.schemas.serde;

import de.siegel.schemas.registry.RegisteredSchema;
import de.siegel.schemas.registry.RegistryUnavailable;
import de.siegel.schemas.registry.SchemaRegistry;
import de.siegel.schemas.registry.SchemaText;
import de.siegel.schemas.registry.UnknownSchemaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Knows the ids that a test gives it, and remembers which were asked for. */
final class FixedRegistry implements SchemaRegistry {

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private boolean away;

  void put(int id, Schema schema) {
    schemas.put(id, SchemaText.portable(schema));
  }

  void goAway() {
    away = true;
  }

  List<Integer> asked() {
    return asked;
  }

  @Override
  public Schema schema(int id) {
    if (away) {
      throw new RegistryUnavailable("away", null);
    }
    asked.add(id);
    return Optional.ofNullable(schemas.get(id)).orElseThrow(() -> new UnknownSchemaId(id));
  }

  @Override
  public int register(String subject, Schema schema) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<RegisteredSchema> find(String subject, Schema schema) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> incompatibilities(String subject, Schema schema) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requireFullTransitive(String subject) {
    throw new UnsupportedOperationException();
  }
}
