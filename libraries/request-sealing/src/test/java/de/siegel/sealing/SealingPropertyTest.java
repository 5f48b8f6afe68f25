package de.siegel.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

class SealingPropertyTest {
  private static byte[] join(List<String> pieces) {
    PreAuthenticationEncoding joined = PreAuthenticationEncoding.of("label");
    pieces.forEach(joined::add);
    return joined.bytes();
  }

  /** Ill-formed UTF-16 becomes a question mark in UTF-8; only text is compared. */
  private static boolean isText(List<String> pieces) {
    return pieces.stream()
        .allMatch(
            p ->
                p.equals(
                    new String(
                        p.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Property(tries = 500)
  void noTwoListsOfPiecesGiveTheSameBytes(
      @ForAll @Size(max = 6) List<String> one, @ForAll @Size(max = 6) List<String> other) {
    if (isText(one) && isText(other)) {
      assertThat(Arrays.equals(join(one), join(other))).isEqualTo(one.equals(other));
    }
  }

  @Property(tries = 200)
  void movingABorderBetweenPiecesChangesTheBytes(
      @ForAll @Size(min = 2, max = 40) byte[] bytes, @ForAll @IntRange(max = 38) int where) {
    int border = 1 + where % (bytes.length - 1);
    byte[] parted =
        PreAuthenticationEncoding.of("l")
            .add(Arrays.copyOf(bytes, border))
            .add(Arrays.copyOfRange(bytes, border, bytes.length))
            .bytes();
    byte[] elsewhere =
        PreAuthenticationEncoding.of("l")
            .add(Arrays.copyOf(bytes, border - 1))
            .add(Arrays.copyOfRange(bytes, border - 1, bytes.length))
            .bytes();

    assertThat(parted).isNotEqualTo(elsewhere);
  }

  @Property(tries = 200)
  void opensWhatWasSealedAndNothingThatWasTampered(
      @ForAll @Size(max = 300) byte[] content,
      @ForAll @Size(max = 30) byte[] associated,
      @ForAll @IntRange(min = 0) int flip) {
    Seal seal = SealedSamples.seal();
    byte[] key = SealedSamples.bytes(32, 3);

    byte[] sealed = seal.seal(key, associated, content);

    assertThat(sealed).hasSize(content.length + Seal.OVERHEAD);
    assertThat(seal.open(key, associated, sealed)).contains(content);
    byte[] tampered = sealed.clone();
    tampered[flip % sealed.length] ^= (byte) (1 << flip % 8);
    assertThat(seal.open(key, associated, tampered)).isEmpty();
    assertThat(seal.open(key, associated, Arrays.copyOf(sealed, flip % sealed.length))).isEmpty();
    assertThat(seal.open(SealedSamples.bytes(32, 4), associated, sealed)).isEmpty();
    assertThat(seal.open(key, Arrays.copyOf(associated, associated.length + 1), sealed)).isEmpty();
  }

  @Property(tries = 100)
  void derivesKeysAsHkdfOfRfc5869(
      @ForAll @Size(32) byte[] secret, @ForAll String label, @ForAll String id) {
    HKDFBytesGenerator foreign = new HKDFBytesGenerator(new SHA256Digest());
    foreign.init(
        new HKDFParameters(
            secret,
            PreAuthenticationEncoding.of("siegel/session/v1").bytes(),
            PreAuthenticationEncoding.of(label).add("session").add(id).bytes()));
    byte[] expected = new byte[32];
    foreign.generateBytes(expected, 0, 32);

    assertThat(SessionSecret.of("session", secret).derive(label, id)).isEqualTo(expected);
  }

  @Property(tries = 200)
  void aCommitmentHoldsForItsBytesAndBlindOnly(
      @ForAll @Size(min = 1, max = 100) byte[] bytes, @ForAll @Size(32) byte[] blind) {
    byte[] commitment = Commitment.to(bytes, blind);
    byte[] otherBytes = bytes.clone();
    otherBytes[0] ^= 1;
    byte[] otherBlind = blind.clone();
    otherBlind[31] ^= 1;

    assertThat(Commitment.matches(commitment, bytes, blind)).isTrue();
    assertThat(Commitment.matches(commitment, otherBytes, blind)).isFalse();
    assertThat(Commitment.matches(commitment, bytes, otherBlind)).isFalse();
    assertThat(Commitment.matches(commitment, bytes, Arrays.copyOf(blind, 31))).isFalse();
  }
}
