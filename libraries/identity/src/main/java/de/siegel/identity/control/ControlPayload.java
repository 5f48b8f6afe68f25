package de.siegel.identity.control;

import de.siegel.identity.confirmation.Confirmers;
import de.siegel.schemas.control.Admission;
import de.siegel.schemas.control.Confirmer;
import de.siegel.schemas.control.ControlHeader;
import de.siegel.schemas.control.EpochKey;
import de.siegel.schemas.control.FraudConfiguration;
import de.siegel.schemas.control.Heartbeat;
import de.siegel.schemas.control.HoldRelease;
import de.siegel.schemas.control.Restriction;
import de.siegel.schemas.control.Session;
import de.siegel.schemas.control.StageKey;
import de.siegel.schemas.serde.SingleObject;
import de.siegel.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificRecord;

/**
 * What an authority says. The signed bytes are its Avro single-object encoding (Avro specification,
 * "Single-object encoding"): the schema's fingerprint is under the signature, so that nobody, and
 * no registry either, can make them mean something else.
 */
public sealed interface ControlPayload {
  /** Identity and order. */
  ControlHeader header();

  /** The generated record. */
  SpecificRecord value();

  /**
   * Whether a payload of this kind and content belongs under this header: on its own topic, under
   * the id of what it is about. Who may sign one topic must not be able to speak for another, and a
   * heartbeat, which one key alone signs, must not take the place of a record.
   */
  boolean inPlace();

  record OfAdmission(Admission value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.ADMISSIONS, value.getPharmacyId());
    }
  }

  record OfSession(Session value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.SESSIONS, value.getSessionId());
    }
  }

  record OfStageKey(StageKey value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.STAGE_KEYS, value.getStage() + "/" + value.getKeyId());
    }
  }

  record OfEpochKey(EpochKey value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.EPOCH_KEYS, value.getEpoch() + "/" + value.getStage());
    }
  }

  record OfFraudConfiguration(FraudConfiguration value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.FRAUD_CONFIGURATION, "fraud-configuration");
    }
  }

  record OfHoldRelease(HoldRelease value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.FRAUD_CONFIGURATION, "release/" + value.getPharmacyId());
    }
  }

  record OfRestriction(Restriction value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      // Outside the order of the topic: whoever may pull a brake with one key must not end the
      // order.
      return isAt(header(), TopicCatalogue.ADMISSIONS, Restrictions.id(value))
          && header().getSequence() == 0;
    }
  }

  record OfConfirmer(Confirmer value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return isAt(header(), TopicCatalogue.ADMISSIONS, Confirmers.id(value));
    }
  }

  record OfHeartbeat(Heartbeat value) implements ControlPayload {
    @Override
    public ControlHeader header() {
      return value.getHeader();
    }

    @Override
    public boolean inPlace() {
      return header().getId().equals("heartbeat");
    }
  }

  /** The bytes that are signed. */
  default byte[] bytes() {
    try {
      ByteBuffer buffer =
          switch (this.value().getSchema().getName()) {
            case "Admission" -> ((Admission) value()).toByteBuffer();
            case "Session" -> ((Session) value()).toByteBuffer();
            case "StageKey" -> ((StageKey) value()).toByteBuffer();
            case "EpochKey" -> ((EpochKey) value()).toByteBuffer();
            case "FraudConfiguration" -> ((FraudConfiguration) value()).toByteBuffer();
            case "HoldRelease" -> ((HoldRelease) value()).toByteBuffer();
            case "Restriction" -> ((Restriction) value()).toByteBuffer();
            case "Confirmer" -> ((Confirmer) value()).toByteBuffer();
            case "Heartbeat" -> ((Heartbeat) value()).toByteBuffer();
            default -> throw new IllegalStateException(value().getSchema().getName());
          };
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isAt(ControlHeader header, String topic, String id) {
    return header.getTopic().equals(topic) && header.getId().equals(id);
  }

  /** Reads signed bytes; empty if they are none of the known payloads. */
  static Optional<ControlPayload> read(byte[] bytes) {
    for (Decoder<?> decoder : DECODERS) {
      Optional<ControlPayload> payload = decoder.decode(bytes);
      if (payload.isPresent()) {
        return payload;
      }
    }
    return Optional.empty();
  }

  /** The payloads that are known here, heartbeats first because they come most often. */
  List<Decoder<?>> DECODERS =
      List.of(
          Decoder.of(Heartbeat.getDecoder(), Heartbeat.getClassSchema(), OfHeartbeat::new),
          Decoder.of(Session.getDecoder(), Session.getClassSchema(), OfSession::new),
          Decoder.of(Admission.getDecoder(), Admission.getClassSchema(), OfAdmission::new),
          Decoder.of(Restriction.getDecoder(), Restriction.getClassSchema(), OfRestriction::new),
          Decoder.of(Confirmer.getDecoder(), Confirmer.getClassSchema(), OfConfirmer::new),
          Decoder.of(EpochKey.getDecoder(), EpochKey.getClassSchema(), OfEpochKey::new),
          Decoder.of(StageKey.getDecoder(), StageKey.getClassSchema(), OfStageKey::new),
          Decoder.of(
              FraudConfiguration.getDecoder(),
              FraudConfiguration.getClassSchema(),
              OfFraudConfiguration::new),
          Decoder.of(HoldRelease.getDecoder(), HoldRelease.getClassSchema(), OfHoldRelease::new));

  /** Reads one kind of payload. */
  record Decoder<T>(BinaryMessageDecoder<T> decoder, Function<T, ControlPayload> wrap) {
    static <T> Decoder<T> of(
        BinaryMessageDecoder<T> decoder, Schema schema, Function<T, ControlPayload> wrap) {
      return new Decoder<>(SingleObject.decoder(decoder, schema), wrap);
    }

    Optional<ControlPayload> decode(byte[] bytes) {
      try {
        return Optional.of(wrap.apply(decoder.decode(bytes)));
      } catch (MissingSchemaException otherKind) {
        return Optional.empty();
      } catch (IOException | AvroRuntimeException malformed) {
        return Optional.empty();
      }
    }
  }
}
