package de.siegel.desk;

import de.siegel.identity.control.ControlPayload;
import de.siegel.identity.control.ControlSignatures;
import de.siegel.servicekit.authority.ControlPublisher;
import de.siegel.servicekit.authority.DraftBundle;
import de.siegel.servicekit.authority.PersonalSignatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Records that are published when two persons have signed them, one draft for each id. What was
 * signed counts as long as the same is wanted and nothing else was published before it.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <W> what is wanted
 */
final class TwoPersonDrafts<W> {
  private static final int TWO = 2;

  /** More drafts that nobody signs are not kept. */
  private static final int MOST_DRAFTS = 1_000;

  private record Pending<W>(W wanted, DraftBundle bundle) {}

  private final ControlPublisher publisher;
  private final ControlSignatures signatures;
  private final Map<String, Pending<W>> drafts = new HashMap<>();

  TwoPersonDrafts(ControlPublisher publisher, ControlSignatures signatures) {
    this.publisher = publisher;
    this.signatures = signatures;
  }

  /**
   * What a person looks at and signs.
   *
   * @param make drafts it, where there is no draft of it that could still be published
   */
  ControlPayload draft(String id, W wanted, Supplier<ControlPayload> make) {
    return bundle(id, wanted, make).drafts().get(0);
  }

  private DraftBundle bundle(String id, W wanted, Supplier<ControlPayload> make) {
    Pending<W> present = drafts.get(id);
    if (present == null
        || !present.wanted().equals(wanted)
        || !publisher.areNext(present.bundle().drafts())) {
      if (drafts.size() >= MOST_DRAFTS) {
        drafts.clear();
      }
      present = new Pending<>(wanted, new DraftBundle(List.of(make.get())));
      drafts.put(id, present);
    }
    return present.bundle();
  }

  /**
   * Takes a person's signature over a {@link #draft}, and publishes it when it is the second one.
   *
   * @param published takes what was published; it may not be durable yet
   * @throws IllegalArgumentException if it is not by a key of the authority over the draft
   */
  Signed sign(
      String id,
      W wanted,
      Supplier<ControlPayload> make,
      PersonalSignatures person,
      BiConsumer<ControlPayload, ControlPublisher.Published> published) {
    DraftBundle bundle = bundle(id, wanted, make);
    bundle.sign(person, signatures);
    if (bundle.signers() < TWO) {
      return new Signed(id, bundle.signers(), false);
    }
    ControlPublisher.Published record =
        publisher
            .publishDrafts(bundle.records(), signatures)
            .orElseThrow(() -> new IllegalStateException("no reader would follow the record"))
            .get(0);
    drafts.remove(id);
    published.accept(bundle.drafts().get(0), record);
    return new Signed(id, bundle.signers(), true);
  }
}
