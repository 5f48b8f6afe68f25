package de.siegel.embedded.registry;

import de.siegel.schemas.registry.RegistryState;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * The registry's state: what was answered is on the disk, and what is not on the disk is not so.
 */
final class RegistryStore implements Closeable {

  /** Far more than the house has; a client that goes wild must not fill the memory. */
  private static final int MAX_SCHEMAS = 5_000;

  private final RegistryFile file;
  private RegistryState state;

  RegistryStore(RegistryFile file) {
    this.file = file;
    this.state = file.load();
  }

  synchronized RegistryState state() {
    return state;
  }

  /** Changes the state, on the disk first. */
  synchronized RegistryState change(UnaryOperator<RegistryState> change) {
    RegistryState next = change.apply(state);
    if (next.schemas().size() > MAX_SCHEMAS) {
      throw RegistryFault.invalidSchema("this registry holds at most " + MAX_SCHEMAS + " schemas");
    }
    if (!next.equals(state)) {
      try {
        file.save(next);
      } catch (IOException e) {
        throw RegistryFault.cannotStore();
      }
      state = next;
    }
    return state;
  }

  @Override
  public void close() {
    file.close();
  }
}
