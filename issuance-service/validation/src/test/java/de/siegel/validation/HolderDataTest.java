package de.siegel.validation;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.RequestValidated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

/** No holder data in the clear outside the process (rule 7 of the design). */
class HolderDataTest extends ValidationStage {
  private static final List<String> MARKERS =
      List.of(
          Contents.FAMILY_NAME.toLowerCase(Locale.ROOT),
          Contents.GIVEN_NAME.toLowerCase(Locale.ROOT),
          Contents.BIRTH_DATE);

  private final List<byte[]> outside = new ArrayList<>();

  private Written keep(Written written) {
    written.messages().forEach(message -> outside.add(message.record().value()));
    return written;
  }

  private void send(IssuanceRequest request) {
    keep(stage.send(request));
  }

  private void assertNothingShows() {
    try (KeyValueIterator<byte[], byte[]> entries = stage.store().all()) {
      entries.forEachRemaining(
          entry -> {
            outside.add(entry.key);
            outside.add(entry.value);
          });
    }
    assertThat(outside).isNotEmpty();
    for (byte[] bytes : outside) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      assertThat(MARKERS).noneMatch(text::contains);
    }
  }

  @Test
  void showsNothingOfARequestOnAnyOfItsWays() {
    RequestValidated validated =
        keep(stage.send(session.request("r-1", Contents.vaccination()))).validated();
    send(session.request("r-1", Contents.vaccination()));
    keep(stage.issued(validated.getSource().getOffset()));
    send(session.request("r-1", Contents.vaccination()));
    send(session.request("r-1", Contents.vaccination("Zzyzxmann-Other", "2021-06-11")));
    send(session.request("r-2", Contents.vaccination(Contents.FAMILY_NAME, "2021-02-30")));

    assertNothingShows();
  }

  @Test
  void showsNothingWhenNamesStandWhereNoneBelong() {
    String name = Contents.FAMILY_NAME;
    send(session.request("r-3", "{\"" + name + "\":1,\"type\":\"" + name + "\"}"));
    send(session.request("r-4", name));
    send(
        session.request(
            "r-5", "{\"type\":\"V\",\"payload\":{\"nam\":{\"" + name + "\":\"" + name + "\"}}}"));

    assertNothingShows();
  }

  @Test
  void writesNoFreeTextOfAPharmacyIntoTheAuditInTheClear() {
    send(
        session.request(
            "r-6",
            Contents.vaccination(),
            e -> e.setFormat(Contents.FAMILY_NAME + "-" + Contents.BIRTH_DATE)));

    assertNothingShows();
  }
}
