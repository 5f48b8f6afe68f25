package de.siegel.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.request.RequestLine;
import de.siegel.cli.terminal.Style;
import de.siegel.schemas.event.OutcomeKind;
import de.siegel.sealing.Reply;
import de.siegel.sealing.ReplyError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeSummaryTest {

  @Test
  void countsByReasonWithTheFirstRequestOfEach() {
    OutcomeSummary summary = new OutcomeSummary();
    summary.add(TestLines.issued(1));
    summary.add(TestLines.rejected(2, "FUTURE_DATE"));
    summary.add(TestLines.rejected(3, "NAME_MISSING", "FUTURE_DATE", "FUTURE_DATE"));
    summary.add(TestLines.issued(4));
    summary.add(
        OutcomeLine.of(
            new RequestLine.Bad(5, Optional.empty(), new ReplyError("LINE_EMPTY", "", "Blank."))));

    assertThat(summary.lines(80, new Style(false)))
        .containsExactly(
            "Outcome   Reason        Count  For example",
            "issued                      2  r1",
            "rejected  FUTURE_DATE       2  r2",
            "rejected  LINE_EMPTY        1  line 5",
            "rejected  NAME_MISSING      1  r3");
    assertThat(summary.total()).isEqualTo(5);
    assertThat(summary.certificates()).isEqualTo(2);
  }

  @Test
  void tellsRepeatedOnesApart() {
    OutcomeSummary summary = new OutcomeSummary();
    summary.add(
        OutcomeLine.of(
            TestLines.good(1, new TestLines.Id("r1")),
            Reply.repeated(
                new Reply.First("s", OutcomeKind.ISSUED), Optional.of("ID"), List.of())));

    assertThat(summary.lines(80, new Style(false)).get(1)).startsWith("issued, repeated");
    assertThat(summary.certificates()).isZero();
  }
}
