package de.siegel.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineNumbersTest {
  @Test
  void tellsRunsTogether() {
    LineNumbers numbers = new LineNumbers();
    for (long number : new long[] {5, 7, 8, 9, 311}) {
      numbers.add(number);
    }

    assertThat(numbers).hasToString("5, 7-9, 311");
    assertThat(numbers.count()).isEqualTo(5);
  }

  @Test
  void endsSomewhere() {
    LineNumbers numbers = new LineNumbers();
    for (long number = 1; number < 100_000; number += 2) {
      numbers.add(number);
    }

    assertThat(numbers.toString()).endsWith(" and more").hasSizeLessThan(2_100);
  }
}
