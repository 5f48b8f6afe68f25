package de.siegel.identity.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** Accepts what BouncyCastle's own verifier accepts, and nothing else. */
class FixedKeyPropertyTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final BigInteger ORDER =
      ECNamedCurveTable.getParameterSpec("brainpoolP256r1").getN();
  private static final KeyPair PAIR = pair("brainpoolP256r1");
  private static final KeyPair OTHER = pair("brainpoolP256r1");

  private static KeyPair pair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static FixedKey fixed(KeyPair pair) {
    return FixedKey.of(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
        .orElseThrow();
  }

  private static byte[] sign(byte[] hash, KeyPair pair) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("NONEwithECDSA", PROVIDER);
    signer.initSign(pair.getPrivate());
    signer.update(hash);
    return signer.sign();
  }

  private static boolean theirs(byte[] hash, byte[] signature, KeyPair pair)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("NONEwithECDSA", PROVIDER);
    verifier.initVerify(pair.getPublic());
    verifier.update(hash);
    try {
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    }
  }

  private static void assertSame(byte[] hash, byte[] signature) throws GeneralSecurityException {
    assertThat(fixed(PAIR).holds(hash, signature)).isEqualTo(theirs(hash, signature, PAIR));
  }

  @Property(tries = 60)
  void acceptsASignatureUnderItsKeyAloneAndOverItsHashAlone(
      @ForAll @Size(32) byte[] hash, @ForAll @IntRange(max = 255) int bit)
      throws GeneralSecurityException {
    byte[] signature = sign(hash, PAIR);
    byte[] changed = hash.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);

    assertThat(fixed(PAIR).holds(hash, signature)).isTrue();
    assertThat(fixed(PAIR).holds(changed, signature)).isFalse();
    assertThat(fixed(OTHER).holds(hash, signature)).isFalse();
  }

  @Property(tries = 80)
  void saysWhatBouncyCastleSaysOfAnAlteredSignature(
      @ForAll @Size(32) byte[] hash,
      @ForAll @IntRange(max = 71) int at,
      @ForAll @IntRange(min = 1, max = 255) int change)
      throws GeneralSecurityException {
    byte[] altered = sign(hash, PAIR);
    altered[at % altered.length] ^= (byte) change;

    assertSame(hash, altered);
    assertSame(hash, Arrays.copyOf(altered, at));
    assertSame(hash, Arrays.copyOf(altered, altered.length + 1));
  }

  @Test
  void saysWhatBouncyCastleSaysOfNumbersAtTheEdges() throws Exception {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) 7);
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE.negate(),
            ORDER.subtract(BigInteger.ONE),
            ORDER,
            ORDER.add(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(256));
    for (BigInteger r : edges) {
      for (BigInteger s : edges) {
        assertSame(hash, der(r, s));
      }
    }
    assertSame(new byte[32], sign(new byte[32], PAIR));
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);
    assertSame(ones, sign(ones, PAIR));
    assertThat(fixed(PAIR).holds(ones, sign(ones, PAIR))).isTrue();
  }

  /** A second signature over the same hash that everybody can make: both are as good as one. */
  @Test
  void saysWhatBouncyCastleSaysOfTheOtherHalf() throws Exception {
    byte[] hash = new byte[32];
    BigInteger[] both =
        org.bouncycastle.crypto.signers.StandardDSAEncoding.INSTANCE.decode(
            ORDER, sign(hash, PAIR));

    assertSame(hash, der(both[0], ORDER.subtract(both[1])));
  }

  private static byte[] der(BigInteger r, BigInteger s) throws IOException {
    ASN1EncodableVector both = new ASN1EncodableVector();
    both.add(new ASN1Integer(r));
    both.add(new ASN1Integer(s));
    return new DERSequence(both).getEncoded();
  }

  @Test
  void takesOtherCurvesOf256BitsAndMoreAndNoKeyElse() throws Exception {
    for (String curve : List.of("secp256r1", "brainpoolP384r1")) {
      KeyPair pair = pair(curve);
      byte[] hash = new byte[32];
      hash[0] = 1;
      assertThat(fixed(pair).holds(hash, sign(hash, pair))).as(curve).isTrue();
    }
    KeyPair small = pair("secp224r1");
    assertThat(FixedKey.of(SubjectPublicKeyInfo.getInstance(small.getPublic().getEncoded())))
        .isEmpty();
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    assertThat(
            FixedKey.of(
                SubjectPublicKeyInfo.getInstance(rsa.generateKeyPair().getPublic().getEncoded())))
        .isEmpty();
  }
}
