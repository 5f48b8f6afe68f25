package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.schemas.event.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static final Reply.First FIRST = new Reply.First("s-1", OutcomeKind.ISSUED);
  private static final List<ReplyError> ERRORS =
      List.of(new ReplyError("CODE", "v[0].dt", "a \"sentence\" with ü"));

  private static final Doubt DOUBT =
      new Doubt(
          "7K3QX2MD",
          "terminal",
          Optional.of(Instant.parse("2026-11-21T05:10:00Z")),
          "An diesem Arbeitsplatz …");

  static Stream<Reply> replies() {
    return Stream.of(
        Reply.issued("URN:UVCI:01DE/A/B#C", "HC1:6BF"),
        Reply.refused(OutcomeKind.REJECTED, ERRORS),
        Reply.refused(OutcomeKind.HELD, ERRORS),
        Reply.refused(OutcomeKind.STEP_UP, List.of()),
        Reply.repeated(FIRST, Optional.of("URN"), List.of()),
        Reply.repeated(new Reply.First("s", OutcomeKind.HELD), Optional.empty(), ERRORS),
        Reply.stopped(OutcomeKind.STEP_UP, ERRORS, DOUBT),
        Reply.stopped(OutcomeKind.REJECTED, ERRORS, DOUBT),
        Reply.repeated(
            new Reply.First("s", OutcomeKind.STEP_UP, Optional.of(DOUBT)),
            Optional.empty(),
            ERRORS),
        Reply.conflict(FIRST, ERRORS));
  }

  @Test
  void aRepeatTellsWhatWasToldTheFirstTime() {
    Reply.First first = new Reply.First("s", OutcomeKind.HELD, Optional.of(DOUBT));

    assertThat(Reply.repeated(first, Optional.empty(), ERRORS).told()).contains(DOUBT);
    assertThat(Reply.stopped(OutcomeKind.HELD, ERRORS, DOUBT).told()).contains(DOUBT);
    assertThat(Reply.repeated(FIRST, Optional.of("URN"), List.of()).told()).isEmpty();
    assertThatThrownBy(() -> new Reply.First("s", OutcomeKind.ISSUED, Optional.of(DOUBT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("replies")
  void isReadAsItWasWritten(Reply reply) {
    assertThat(ReplyJson.read(ReplyJson.write(reply))).contains(reply);
  }

  @Test
  void leavesMembersAloneThatAreAddedLater() {
    assertThat(read("{\"kind\":\"HELD\",\"later\":{\"a\":1}}"))
        .contains(Reply.refused(OutcomeKind.HELD, List.of()));
  }

  @Test
  void takesANullMemberForAnAbsentOne() {
    assertThat(read("{\"kind\":\"HELD\",\"certificateId\":null}"))
        .contains(Reply.refused(OutcomeKind.HELD, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"kind\":\"UNKNOWN\"}",
        "{\"kind\":\"NEWER\"}",
        "{\"kind\":\"ISSUED\"}",
        "{\"kind\":\"ISSUED\",\"certificate\":\"HC1:\"}",
        "{\"kind\":\"REJECTED\",\"certificateId\":\"a\",\"certificate\":\"HC1:\"}",
        "{\"kind\":\"REPEATED\"}",
        "{\"kind\":\"HELD\",\"first\":{\"submissionId\":\"s\",\"kind\":\"ISSUED\"}}"
      })
  void readsNothingThatIsNoReply(String json) {
    assertThat(read(json)).isEmpty();
  }

  private static Optional<Reply> read(String json) {
    return ReplyJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void cannotBeMadeInAWrongState() {
    assertThatThrownBy(() -> Reply.refused(OutcomeKind.ISSUED, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reply.refused(OutcomeKind.REPEATED, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reply.refused(OutcomeKind.UNKNOWN, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverShowsItsCertificate() {
    assertThat(Reply.issued("id", "HC1:SECRET").toString()).isEqualTo("Reply[ISSUED]");
  }

  @Test
  void everyCodeHasASentence() {
    for (RefusalCode code : RefusalCode.values()) {
      assertThat(code.error("f").message()).isNotBlank();
      assertThat(RefusalCode.sentence(code.name())).isEqualTo(code.error("").message());
    }
    assertThat(RefusalCode.sentence("OF_A_CONTENT")).isNotBlank();
  }
}
