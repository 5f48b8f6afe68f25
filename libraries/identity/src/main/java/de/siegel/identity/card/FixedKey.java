package de.siegel.identity.card;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An elliptic-curve key that many signatures are verified under: that of a CA or a responder in the
 * trust list. Multiples of the key and of the curve's base are kept, so that a verification takes a
 * third of the time. Which signatures hold is FIPS 186-4 section 6.4, the same as BouncyCastle's
 * own verifier says.
 *
 * <p>Safe for use by several threads.
 */
final class FixedKey {
  private static final int HASH_BITS = 256;

  /** Keys that are kept; a trust list has some tens. */
  private static final int MOST_KEPT = 64;

  private static final Map<SubjectPublicKeyInfo, FixedKey> KEPT = new ConcurrentHashMap<>();

  private final ECDomainParameters curve;
  private final Comb base;
  private final Comb key;

  private FixedKey(ECPublicKeyParameters publicKey) {
    this.curve = publicKey.getParameters();
    this.base = Comb.of(curve.getG(), curve.getN());
    this.key = Comb.of(publicKey.getQ(), curve.getN());
  }

  /**
   * A key, prepared when it is seen for the first time.
   *
   * @return empty if it is no key on an elliptic curve of at least 256 bits
   */
  static Optional<FixedKey> of(SubjectPublicKeyInfo info) {
    FixedKey known = KEPT.get(info);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      // The provider refuses points that are not on the curve; nothing is kept of those.
      if (BouncyCastleProvider.getPublicKey(info) != null
          && PublicKeyFactory.createKey(info) instanceof ECPublicKeyParameters publicKey
          && publicKey.getParameters().getN().bitLength() >= HASH_BITS) {
        FixedKey made = new FixedKey(publicKey);
        if (KEPT.size() >= MOST_KEPT) {
          KEPT.clear();
        }
        KEPT.put(info, made);
        return Optional.of(made);
      }
    } catch (IOException | RuntimeException e) {
      // Not a key at all.
    }
    return Optional.empty();
  }

  /**
   * Whether a signature holds.
   *
   * @param hash SHA-256 of what was signed
   * @param signature DER of r and s, in its one encoding
   */
  boolean holds(byte[] hash, byte[] signature) {
    BigInteger n = curve.getN();
    if (hash.length * Byte.SIZE != HASH_BITS) {
      throw new IllegalArgumentException("not a SHA-256 hash");
    }
    BigInteger r;
    BigInteger s;
    try {
      BigInteger[] both = StandardDSAEncoding.INSTANCE.decode(n, signature);
      r = both[0];
      s = both[1];
    } catch (IOException | RuntimeException e) {
      return false;
    }
    if (r.signum() <= 0 || r.compareTo(n) >= 0 || s.signum() <= 0 || s.compareTo(n) >= 0) {
      return false;
    }
    BigInteger inverse = s.modInverse(n);
    BigInteger u1 = new BigInteger(1, hash).multiply(inverse).mod(n);
    BigInteger u2 = r.multiply(inverse).mod(n);
    ECPoint sum = Comb.sum(base, u1, key, u2);
    return !sum.isInfinity()
        && ECAlgorithms.importPoint(curve.getCurve(), sum)
            .normalize()
            .getAffineXCoord()
            .toBigInteger()
            .mod(n)
            .equals(r);
  }

  /**
   * Sums of a point's multiples by powers of two that lie apart (Lim and Lee 1994), so that a
   * multiplication needs an eighth of the doublings.
   */
  private record Comb(ECPoint[] sums, int spacing) {
    private static final int TEETH = 8;

    static Comb of(ECPoint point, BigInteger order) {
      int spacing = (order.bitLength() + TEETH - 1) / TEETH;
      ECPoint[] teeth = new ECPoint[TEETH];
      teeth[0] = point;
      for (int tooth = 1; tooth < TEETH; tooth++) {
        teeth[tooth] = teeth[tooth - 1].timesPow2(spacing);
      }
      ECPoint[] sums = new ECPoint[1 << TEETH];
      sums[0] = point.getCurve().getInfinity();
      for (int bits = 1; bits < sums.length; bits++) {
        int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(bits);
        sums[bits] = sums[bits ^ (1 << highest)].add(teeth[highest]);
      }
      point.getCurve().normalizeAll(sums);
      return new Comb(sums, spacing);
    }

    private ECPoint at(BigInteger scalar, int position) {
      int bits = 0;
      for (int tooth = 0; tooth < TEETH; tooth++) {
        bits |= scalar.testBit(position + tooth * spacing) ? 1 << tooth : 0;
      }
      return sums[bits];
    }

    static ECPoint sum(Comb first, BigInteger u1, Comb second, BigInteger u2) {
      ECPoint sum = first.sums[0];
      for (int position = first.spacing - 1; position >= 0; position--) {
        sum = sum.twice().add(first.at(u1, position)).add(second.at(u2, position));
      }
      return sum;
    }
  }
}
