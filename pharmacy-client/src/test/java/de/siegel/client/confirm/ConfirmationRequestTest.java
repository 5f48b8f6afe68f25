package de.siegel.client.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.client.Request;
import de.siegel.sealing.ConfirmationStatement;
import de.siegel.sealing.Doubt;
import de.siegel.sealing.ReplyError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfirmationRequestTest {
  private static final ConfirmationStatement STATEMENT =
      new ConfirmationStatement("session-1", new byte[32], Instant.parse("2026-11-20T19:04:05Z"));
  private static final byte[] CONTENT = "{\"payload\":\"Erika\"}".getBytes(StandardCharsets.UTF_8);
  private static final Doubt DOUBT = new Doubt("7K3QX2MD", "", Optional.empty(), "Bitte …");

  private static ConfirmationRequest asked(String terminal, String... reasons) {
    return new ConfirmationRequest(
        STATEMENT,
        new Request("r-2", CONTENT, Optional.of("r-1")),
        terminal,
        "op-7",
        List.of(reasons).stream().map(reason -> new ReplyError("CODE", "", reason)).toList(),
        Optional.of(DOUBT));
  }

  @Test
  void saysEachReasonAndReferenceAndWhoAndWhereAndUntilWhen() {
    assertThat(asked("counter-1", "Die Apotheke ist zu.", "Heute sind es viele.").lines())
        .containsExactly(
            "Bitte lesen Sie, was Sie bestätigen:",
            "  Anfrage          r-1",
            "  Vorgangsnummer   7K3QX2MD",
            "  Arbeitsplatz     counter-1",
            "  Bedienerkennung  op-7",
            "  Grund            Die Apotheke ist zu.",
            "                   Heute sind es viele.",
            "  Gültig bis       Freitag, 20. November, 20:04:05 Uhr");
  }

  @Test
  void saysWhatNobodySaid() {
    assertThat(asked("").lines())
        .contains("  Arbeitsplatz     nicht angegeben", "  Grund            nicht angegeben");
  }

  @Test
  void namesTheCodeWhereThereIsNoSentence() {
    assertThat(asked("counter-1", "").lines()).contains("  Grund            CODE");
  }

  @Test
  void nothingOfItMovesTheCursorOrHidesText() {
    assertThat(asked("a\u001b[2K\nb\u202ec\u009bd\u0085", "x").lines())
        .contains("  Arbeitsplatz     a?[2K?b?c?d?");
  }

  @Test
  void neverShowsTheContentUnasked() {
    assertThat(asked("counter-1", "x").toString()).isEqualTo("ConfirmationRequest[r-1]");
    assertThat(String.join("", asked("counter-1", "x").lines())).doesNotContain("Erika");
  }
}
