package de.siegel.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class PharmacyPartitionPropertyTest {

  @Property
  void isTheOneThatKafkasDefaultPartitionerChooses(
      @ForAll @Size(max = 70) byte[] key, @ForAll @IntRange(min = 1, max = 1_000) int partitions) {
    assertThat(PharmacyPartition.of(key, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
  }
}
