package de.siegel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.cli.TestTerminal;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final AtomicLong clock = new AtomicLong();

  @Test
  void redrawsOneLineWhereSomebodyLooks() {
    TestTerminal terminal = TestTerminal.interactive(true, 100);
    ProgressBar bar = bar(terminal, OptionalLong.of(200));

    pass(1_000);
    bar.advance(50);
    pass(1_000);
    bar.advance(50);
    pass(2_000);
    bar.advance(100);
    bar.close();

    assertThat(terminal.err()).doesNotContain("\n\r").endsWith("\n");
    assertThat(terminal.err().split("\r"))
        .anyMatch(line -> line.contains("50/200 requests  50/s  3 s left"))
        .anyMatch(line -> line.contains("100/200 requests  50/s  2 s left"))
        .anyMatch(line -> line.contains("200/200 requests  50/s  after 4 s"));
  }

  @Test
  void drawsNoMoreThanTenTimesASecond() {
    TestTerminal terminal = TestTerminal.interactive(true, 100);
    ProgressBar bar = bar(terminal, OptionalLong.of(1_000));

    for (int i = 0; i < 1_000; i++) {
      pass(1);
      bar.advance(1);
    }

    assertThat(terminal.err().split("\r")).hasSizeBetween(10, 12);
  }

  @Test
  void saysOfAFileHowManyLinesAreDoneAndHowFast() {
    TestTerminal terminal = TestTerminal.interactive(true, 80);
    ProgressBar bar = ProgressBar.ofBytes(terminal.terminal(), "lines", 4_000_000, clock::get);

    pass(1_000);
    bar.advance(1_000_000, 50_000);
    pass(3_000);
    bar.advance(3_000_000, 70_000);
    bar.close();

    assertThat(terminal.err().split("\r"))
        .anyMatch(line -> line.contains("1.0/4.0 MB  50,000 lines  50,000/s  3 s left"))
        .anyMatch(line -> line.contains("4.0/4.0 MB  120,000 lines  30,000/s  after 4 s"));
  }

  @Test
  void saysBytesAloneWhereNobodyLooks() {
    TestTerminal terminal = TestTerminal.pipe();
    ProgressBar bar = ProgressBar.ofBytes(terminal.terminal(), "lines", 4_000, clock::get);

    pass(5_000);
    bar.advance(4_000, 50);

    assertThat(terminal.err()).isEqualToIgnoringNewLines("4,000/4,000 bytes  800/s  after 5 s");
  }

  @Test
  void writesPlainLinesEveryFewSecondsWhereNobodyLooks() {
    TestTerminal terminal = TestTerminal.pipe();
    ProgressBar bar = bar(terminal, OptionalLong.of(120));

    for (int second = 0; second < 12; second++) {
      pass(1_000);
      bar.advance(10);
    }
    bar.close();

    assertThat(terminal.err().lines())
        .containsExactly(
            "50/120 requests  10/s  7 s left",
            "100/120 requests  10/s  2 s left",
            "120/120 requests  10/s  after 12 s");
    assertThat(terminal.err()).doesNotContain("\r").doesNotContain("\u001b");
  }

  @Test
  void countsWithoutKnowingTheTotal() {
    TestTerminal terminal = TestTerminal.pipe();
    ProgressBar bar = bar(terminal, OptionalLong.empty());

    pass(90_000);
    bar.advance(12_345);

    assertThat(terminal.err()).isEqualToIgnoringNewLines("12,345 requests  137/s  after 1:30 min");
  }

  @Test
  void neverGetsWiderThanTheTerminal() {
    TestTerminal terminal = TestTerminal.interactive(false, 30);
    ProgressBar bar = bar(terminal, OptionalLong.of(1_000_000));

    pass(1_000);
    bar.advance(1);

    assertThat(terminal.err().split("\r"))
        .allMatch(line -> TextWidth.of(line.replace("\u001b[K", "")) < 30);
  }

  @Test
  void writesANoteOnALineOfItsOwn() {
    TestTerminal terminal = TestTerminal.interactive(true, 100);
    ProgressBar bar = bar(terminal, OptionalLong.of(10));

    pass(1_000);
    bar.advance(1);
    bar.note("The broker is away; waiting for it.");

    assertThat(terminal.err()).contains("\r\u001b[KThe broker is away; waiting for it.\n\r");
  }

  @Test
  void saysNothingFurtherOnceItIsClosed() {
    TestTerminal terminal = TestTerminal.pipe();
    ProgressBar bar = bar(terminal, OptionalLong.of(0));

    bar.close();
    bar.close();
    pass(60_000);
    bar.advance(1);

    assertThat(terminal.err().lines()).hasSize(1);
  }

  private ProgressBar bar(TestTerminal terminal, OptionalLong total) {
    return new ProgressBar(terminal.terminal(), "requests", total, clock::get);
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
