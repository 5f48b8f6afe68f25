package de.siegel.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serde as Kafka's interfaces, for clients that hand records to a producer or take them from a
 * consumer as objects. Stages do not use it: they read bytes, so that poison can be parked as it
 * came.
 */
public final class KafkaAdapters {

  private KafkaAdapters() {}

  /** A serializer for one producer of one topic; null stays null. */
  public static <T extends SpecificRecord> Serializer<T> serializer(AvroSerializer<T> serializer) {
    return (topic, value) -> value == null ? null : serializer.serialize(value);
  }

  /** A deserializer for one consumer; what cannot be decoded is a SerializationException. */
  public static <T extends SpecificRecord> Deserializer<T> deserializer(
      AvroDeserializer<T> deserializer) {
    return (topic, value) -> {
      try {
        return deserializer.deserialize(value);
      } catch (UndecodableRecord e) {
        throw new SerializationException(e.getMessage(), e);
      }
    };
  }
}
