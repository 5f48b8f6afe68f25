package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Spellings of one number of a batch. */
class BatchNameTest {
  @Example
  void blanksAndSmallLettersMakeNoOtherBatch() {
    for (String spelling :
        new String[] {
          "EX1234",
          " EX1234 ",
          "ex1234",
          "EX 1234",
          "E\tX\n1 2 3\u00A04",
          "\u2003EX1234\u3000\u0085"
        }) {
      assertThat(BatchName.normal(spelling)).isEqualTo("EX1234");
    }
    assertThat(BatchName.normal("EX-1234")).isNotEqualTo("EX1234");
    assertThat(BatchName.normal("  ")).isEmpty();
  }

  @Example
  void lettersAreComposed() {
    assertThat(BatchName.normal("a\u0308 1"))
        .isEqualTo("\u00C41")
        .isEqualTo(BatchName.normal("\u00E41"));
  }

  /** In every country a stage may run in. */
  @Example
  void noLanguageHasLettersOfItsOwn() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(BatchName.normal("i1")).isEqualTo("I1");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Property
  void aSecondTimeChangesNothing(@ForAll String name) {
    String once = BatchName.normal(name);
    assertThat(BatchName.normal(once)).isEqualTo(once);
  }
}
