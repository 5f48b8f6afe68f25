package de.siegel.fraudrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegel.fraudrules.TestPharmacy.Ask;
import de.siegel.fraudrules.state.PharmacyState;
import de.siegel.fraudrules.state.PharmacyStateCodec;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What comes back from a store decides as what went in. */
class PharmacyStateCodecTest {
  private static TestPharmacy busy(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TestPharmacy pharmacy = new TestPharmacy();
    LocalDate day = TestPharmacy.FIRST;
    for (int request = 0; request < 300; request++) {
      day = day.plusDays(random.nextInt(8) == 0 ? random.nextInt(35) : 0);
      pharmacy.ask(
          Ask.at(day, random.nextInt(24), random.nextInt(60))
              .terminal(random.nextInt(40))
              .operator(random.nextInt(40))
              .session(random.nextInt(40)));
    }
    return pharmacy;
  }

  @Property(tries = 100)
  void theBytesOfAStateAreThoseOfTheStateReadFromThem(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    PharmacyState state = busy(seed).state();
    byte[] bytes = PharmacyStateCodec.encode(state);
    assertThat(bytes.length).isLessThanOrEqualTo(PharmacyStateCodec.LARGEST);
    PharmacyState read = PharmacyStateCodec.decode(bytes);
    assertThat(PharmacyStateCodec.encode(read)).isEqualTo(bytes);
    assertThat(read.level()).isEqualTo(state.level());
    assertThat(read.operators()).isEqualTo(state.operators());
    assertThat(read.pattern().total()).isEqualTo(state.pattern().total());
  }

  @Test
  void aStateThatIsCutOffOrOfAnotherVersionIsNoState() {
    byte[] bytes = PharmacyStateCodec.encode(busy(1).state());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> PharmacyStateCodec.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> PharmacyStateCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    bytes[0] = 1;
    assertThatThrownBy(() -> PharmacyStateCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version");
  }

  /** Eight weeks of a usual pharmacy: what 18,000 of them cost a stage. */
  @Test
  void aUsualStateIsSmall() {
    PharmacyState state = new TestPharmacy().works(TestPharmacy.FIRST, 56, 24).state();
    assertThat(PharmacyStateCodec.encode(state).length).isLessThan(700);
  }
}
