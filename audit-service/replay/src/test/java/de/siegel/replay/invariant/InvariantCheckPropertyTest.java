package de.siegel.replay.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.invariant.Story.Course;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class InvariantCheckPropertyTest {

  @Property
  void aCorrectHistoryAlwaysPasses(@ForAll @Size(max = 60) List<Course> courses) {
    InvariantReport report = Story.of(courses).history.check();

    assertThat(report.holds()).as(report.text()).isTrue();
  }

  @Property
  void oneChangedFactIsAlwaysFound(
      @ForAll Mutation mutation, @ForAll @Size(max = 20) List<Course> more, @ForAll long seed) {
    Random random = new Random(seed);
    // Something of each kind must be there, or there is nothing to change.
    List<Course> courses = new ArrayList<>(Arrays.asList(Course.values()));
    courses.addAll(more);
    Collections.shuffle(courses, random);
    History history = Story.of(courses).history;

    mutation.apply(history, random);

    assertThat(history.check().holds()).as("%s is found", mutation).isFalse();
  }
}
