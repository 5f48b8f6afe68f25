package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.schemas.control.SigningAlgorithm;
import de.siegel.schemas.event.IssuanceApproved;
import de.siegel.schemas.event.IssuanceRequest;
import de.siegel.schemas.event.Mac;
import de.siegel.schemas.event.Outcome;
import de.siegel.schemas.event.RequestValidated;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every field that stands in a schema is bound, or is listed here as not bound: a field that is
 * added later cannot be forgotten.
 */
class EnvelopeBindingTest {
  private static final List<SharedKey> KEYS =
      List.of(
          new SharedKey("v.f.1", "validation", "fraud-check", SealedSamples.bytes(32, 1)),
          new SharedKey("v.s.1", "validation", "signer", SealedSamples.bytes(32, 2)),
          new SharedKey("f.s.1", "fraud-check", "signer", SealedSamples.bytes(32, 3)));

  private static Attestations attestations(String stage) {
    return new Attestations(stage, KEYS);
  }

  /** A test for each field below a record that is a leaf: altered, the check must fail. */
  private static <T extends SpecificRecord> Stream<DynamicTest> eachField(
      Supplier<T> make, Predicate<T> holds, Set<String> notBound) {
    T sample = make.get();
    return leaves(sample, "")
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () -> {
                      T record = make.get();
                      assertThat(holds.test(record)).isTrue();
                      alter(record, path);
                      assertThat(holds.test(record)).isEqualTo(notBound.contains(path));
                    }));
  }

  private static Stream<String> leaves(SpecificRecord record, String prefix) {
    return record.getSchema().getFields().stream()
        .flatMap(
            field -> {
              String path = prefix + field.name();
              return record.get(field.pos()) instanceof SpecificRecord child
                  ? leaves(child, path + "/")
                  : Stream.of(path);
            });
  }

  private static void alter(SpecificRecord record, String path) {
    SpecificRecord at = record;
    String[] names = path.split("/");
    for (int i = 0; i < names.length - 1; i++) {
      at = (SpecificRecord) at.get(field(at, names[i]).pos());
    }
    Schema.Field field = field(at, names[names.length - 1]);
    at.put(field.pos(), altered(at.get(field.pos())));
  }

  private static Schema.Field field(SpecificRecord record, String name) {
    return record.getSchema().getField(name);
  }

  private static Object altered(Object value) {
    if (value instanceof String text) {
      return text + "x";
    } else if (value instanceof Long number) {
      return number + 1;
    } else if (value instanceof Integer number) {
      return number + 1;
    } else if (value instanceof java.time.Instant time) {
      return time.plusMillis(1);
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = Bytes.of(bytes);
      copy[copy.length - 1] ^= 1;
      return ByteBuffer.wrap(copy);
    } else if (value instanceof List<?> list) {
      return list.subList(0, Math.max(0, list.size() - 1));
    }
    return null; // an optional field that the sample leaves empty
  }

  private static Stream<DynamicTest> signature(SigningAlgorithm algorithm) {
    SessionKeys keys = SessionKeys.generate(algorithm, SealedSamples.PROVIDER);
    RequestSignature verifier = new RequestSignature(SealedSamples.PROVIDER);
    return eachField(
        () -> SealedSamples.request(keys),
        request ->
            verifier.holds(
                algorithm, verifier.key(algorithm, keys.publicKey()).orElseThrow(), request),
        Set.of("header/producer"));
  }

  @TestFactory
  Stream<DynamicTest> theEd25519SignatureBindsEveryFieldOfARequest() {
    return signature(SigningAlgorithm.ED25519);
  }

  @TestFactory
  Stream<DynamicTest> theEs256SignatureBindsEveryFieldOfARequest() {
    return signature(SigningAlgorithm.ES256);
  }

  @TestFactory
  Stream<DynamicTest> theSealBindsEveryFieldOfTheEnvelope() {
    SessionKeys keys = SessionKeys.generate(SigningAlgorithm.ED25519, SealedSamples.PROVIDER);
    RequestSeal seal = new RequestSeal(SealedSamples.seal());
    return eachField(
        () -> SealedSamples.request(keys),
        (IssuanceRequest request) -> seal.open(SealedSamples.secret(), request).isPresent(),
        Set.of("header/producer", "signature"));
  }

  @TestFactory
  Stream<DynamicTest> theSealBindsEveryFieldOfAnOutcome() {
    OutcomeSeal seal = new OutcomeSeal(SealedSamples.seal());
    return eachField(
        () -> {
          Outcome outcome = SealedSamples.outcome();
          outcome.setSealed(
              ByteBuffer.wrap(seal.seal(SealedSamples.secret(), outcome, SealedSamples.CONTENT)));
          return outcome;
        },
        (Outcome outcome) -> seal.open(SealedSamples.secret(), outcome).isPresent(),
        Set.of("header/producer", "notice"));
  }

  @TestFactory
  Stream<DynamicTest> validationsAttestationBindsEveryFieldOfAValidatedRequest() {
    RequestValidated sample = SealedSamples.validated();
    sample.setAttestation(attestations("validation").attest(sample));
    return eachField(
        () -> RequestValidated.newBuilder(sample).build(),
        (RequestValidated validated) -> attestations("signer").holds(validated, "validation"),
        // The reader compares the type itself; it takes the tag that is for it wherever it stands.
        Set.of(
            "header/producer",
            "header/type",
            "request/header/producer",
            "attestation/signatureKeyId",
            "attestation/signature"));
  }

  @TestFactory
  Stream<DynamicTest> fraudChecksAttestationBindsEveryFieldOfAnApproval() {
    IssuanceApproved sample = SealedSamples.approved();
    sample.setAttestation(attestations("fraud-check").attest(sample));
    return eachField(
        () -> IssuanceApproved.newBuilder(sample).build(),
        (IssuanceApproved approved) -> attestations("signer").holds(approved, "fraud-check"),
        // Validation's own attestation is checked by itself.
        Set.of(
            "header/producer",
            "header/type",
            "validated/header/producer",
            "validated/header/type",
            "validated/request/header/producer",
            "validated/attestation/stage",
            "validated/attestation/macs",
            "validated/attestation/signatureKeyId",
            "validated/attestation/signature",
            "attestation/signatureKeyId",
            "attestation/signature"));
  }

  @Test
  void anAttestationIsForItsRecipientAndItsSenderOnly() {
    RequestValidated validated = SealedSamples.validated();
    validated.setAttestation(attestations("validation").attest(validated));

    assertThat(attestations("fraud-check").holds(validated, "validation")).isTrue();
    assertThat(attestations("signer").holds(validated, "fraud-check")).isFalse();
    assertThat(attestations("sequencer").holds(validated, "validation")).isFalse();
  }

  @Test
  void aTagForOneRecipientIsNoneForAnother() {
    RequestValidated validated = SealedSamples.validated();
    validated.setAttestation(attestations("validation").attest(validated));
    List<Mac> macs = validated.getAttestation().getMacs();
    ByteBuffer first = macs.get(0).getTag();
    macs.get(0).setTag(macs.get(1).getTag());
    macs.get(1).setTag(first);

    assertThat(attestations("fraud-check").holds(validated, "validation")).isFalse();
    assertThat(attestations("signer").holds(validated, "validation")).isFalse();
  }

  /** Who shares a key for one direction cannot use it to pose as the other side. */
  @Test
  void aRecipientCannotPoseAsTheSenderTowardsAnother() {
    RequestValidated validated = SealedSamples.validated();
    SharedKey stolen = new SharedKey("v.f.1", "validation", "signer", SealedSamples.bytes(32, 1));
    validated.setAttestation(new Attestations("validation", List.of(stolen)).attest(validated));

    assertThat(attestations("signer").holds(validated, "validation")).isFalse();
  }

  @Test
  void oneStagesAttestationCannotStandForTheOthers() {
    IssuanceApproved approved = SealedSamples.approved();
    approved.setAttestation(attestations("validation").attest(approved.getValidated()));

    assertThat(attestations("signer").holds(approved, "fraud-check")).isFalse();
    assertThat(attestations("signer").holds(approved, "validation")).isFalse();
  }
}
