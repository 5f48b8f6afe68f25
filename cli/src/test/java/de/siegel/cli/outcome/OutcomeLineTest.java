package de.siegel.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.outcome.TestLines.Id;
import de.siegel.cli.request.RequestLine;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeLineTest {
  private static final ReplyError ERROR =
      new ReplyError("FUTURE_DATE", "v[0].dt", "The date lies in the \"future\".");
  private static final RequestLine.Good REQUEST = TestLines.good(7, new Id("r-7"));

  @Test
  void writesAnIssuedOne() {
    assertThat(json(Reply.issued("URN:UVCI:01DE/X#Y", "HC1:ABC")))
        .isEqualTo(
            "{\"requestId\":\"r-7\",\"outcome\":\"issued\",\"certificateId\":\"URN:UVCI:01DE/X#Y\"}");
  }

  @ParameterizedTest
  @CsvSource({"REJECTED,rejected", "STEP_UP,step-up", "HELD,held"})
  void writesARefusalWithItsErrors(OutcomeKind kind, String word) {
    assertThat(json(Reply.refused(kind, List.of(ERROR))))
        .isEqualTo(
            "{\"requestId\":\"r-7\",\"outcome\":\""
                + word
                + "\",\"errors\":[{\"code\":\"FUTURE_DATE\",\"field\":\"v[0].dt\","
                + "\"message\":\"The date lies in the \\\"future\\\".\"}]}");
  }

  @Test
  void tellsTheFirstOutcomeOfARepeatedRequest() {
    assertThat(json(Reply.repeated(first(OutcomeKind.ISSUED), Optional.of("ID"), List.of())))
        .isEqualTo(
            "{\"requestId\":\"r-7\",\"outcome\":\"issued\",\"certificateId\":\"ID\",\"repeated\":true}");
    assertThat(json(Reply.repeated(first(OutcomeKind.HELD), Optional.empty(), List.of())))
        .isEqualTo("{\"requestId\":\"r-7\",\"outcome\":\"held\",\"repeated\":true}");
  }

  @Test
  void namesTheLeafThatItsReceiptProves() {
    Reply held = Reply.refused(OutcomeKind.HELD, List.of()).withLeaf(new byte[32]);

    assertThat(json(held))
        .isEqualTo(
            "{\"requestId\":\"r-7\",\"outcome\":\"held\",\"leafHash\":\""
                + "A".repeat(43)
                + "=\"}");
  }

  @Test
  void tellsAConflictAsARefusalWhateverCameFirst() {
    ReplyError conflict = new ReplyError("CONFLICT", "", "Other content.");

    assertThat(json(Reply.conflict(first(OutcomeKind.ISSUED), List.of(conflict))))
        .startsWith(
            "{\"requestId\":\"r-7\",\"outcome\":\"rejected\",\"errors\":[{\"code\":\"CONFLICT\"");
  }

  @Test
  void readsAnUnknownFirstOutcomeAsARefusal() {
    assertThat(json(Reply.repeated(first(OutcomeKind.UNKNOWN), Optional.empty(), List.of())))
        .contains("\"rejected\"");
  }

  @Test
  void namesTheLineThatCouldNotBeSent() {
    RequestLine.Bad unknown =
        new RequestLine.Bad(3, Optional.empty(), new ReplyError("LINE_EMPTY", "", "Blank."));
    RequestLine.Bad known =
        new RequestLine.Bad(4, Optional.of("r"), new ReplyError("FIELD_UNKNOWN", "x", "Unknown."));

    assertThat(OutcomeLine.of(unknown).json())
        .isEqualTo(
            "{\"requestId\":null,\"line\":3,\"outcome\":\"rejected\","
                + "\"errors\":[{\"code\":\"LINE_EMPTY\",\"field\":\"\",\"message\":\"Blank.\"}]}");
    assertThat(OutcomeLine.of(known).json()).startsWith("{\"requestId\":\"r\",\"line\":4,");
  }

  private static String json(Reply reply) {
    return OutcomeLine.of(REQUEST, reply).json();
  }

  private static Reply.First first(OutcomeKind kind) {
    return new Reply.First("submission", kind);
  }
}
