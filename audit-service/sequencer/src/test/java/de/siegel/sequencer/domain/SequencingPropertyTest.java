package de.siegel.sequencer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.sequencer.domain.Sequencing.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SequencingPropertyTest {
  private static final LeafCheck NEGATIVE_IS_POISON =
      value -> value[0] < 0 ? Optional.of("POISON") : Optional.empty();

  /** However the records are cut into batches, each gets the same fate and the same index. */
  @Property
  void batchesMakeNoDifference(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long nextIndex,
      @ForAll @Size(max = 50) List<Byte> values,
      @ForAll @IntRange(min = 0, max = 50) int cut) {
    List<SourceRecord> records = records(values);
    int at = Math.min(cut, records.size());

    Plan whole = Sequencing.plan(nextIndex, records, NEGATIVE_IS_POISON);
    Plan first = Sequencing.plan(nextIndex, records.subList(0, at), NEGATIVE_IS_POISON);
    Plan second =
        Sequencing.plan(first.nextIndex(), records.subList(at, records.size()), NEGATIVE_IS_POISON);

    List<Step> both = new ArrayList<>(first.steps());
    both.addAll(second.steps());
    assertThat(both).isEqualTo(whole.steps());
    assertThat(second.nextIndex()).isEqualTo(whole.nextIndex());
  }

  /** Each record has one step, in order, and the leaves are numbered without a gap. */
  @Property
  void coversEachRecordOnceWithoutAGap(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long nextIndex,
      @ForAll @Size(max = 50) List<Byte> values) {
    List<SourceRecord> records = records(values);

    Plan plan = Sequencing.plan(nextIndex, records, NEGATIVE_IS_POISON);

    assertThat(plan.steps()).extracting(Step::source).isEqualTo(records);
    long index = nextIndex;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Append append) {
        assertThat(append.index()).isEqualTo(index);
        assertThat(append.source().value()[0]).isNotNegative();
        index++;
      } else {
        assertThat(step.source().value()[0]).isNegative();
      }
    }
    assertThat(plan.nextIndex()).isEqualTo(index);
  }

  private static List<SourceRecord> records(List<Byte> values) {
    List<SourceRecord> records = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      records.add(new SourceRecord(i % 3, i, null, new byte[] {values.get(i)}));
    }
    return records;
  }
}
