package de.siegel.sealing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * Carries a stage's private epoch key from its holder to the stage, or from one holder to another:
 * HPKE (RFC 9180, the suite of {@link SecretWrapping}) to a key that the asker made for this one
 * question. So who reads the way, or steals every lasting key later, learns nothing. The question
 * is authenticated by an HMAC-SHA256 (RFC 2104) under a key that asker and holder share; the answer
 * by the public half, which is published and signed.
 */
public final class EpochKeyHandover {
  /** The recipient's name in the keys that are shared with the holders. */
  public static final String HOLDER = "epoch-keys";

  /** How far the clocks of asker and holder may be apart, on either side. */
  public static final Duration LONGEST_AGE = Duration.ofMinutes(1);

  private static final String HMAC = "HmacSHA256";
  private static final byte[] NO_ASSOCIATED_DATA = new byte[0];

  private EpochKeyHandover() {}

  /**
   * What is asked.
   *
   * @param epoch whose key
   * @param stage and which stage's
   * @param asker who asks: the stage itself, or {@link #HOLDER} for another holder
   * @param answerKey X25519 public key that the answer is sealed for, 32 bytes
   * @param askedAt by the asker's clock
   * @param keyId names the shared key
   * @param tag HMAC-SHA256 over all of it, 32 bytes
   */
  public record Question(
      String epoch,
      String stage,
      String asker,
      byte[] answerKey,
      Instant askedAt,
      String keyId,
      byte[] tag) {}

  /**
   * What is answered.
   *
   * @param encapsulated HPKE's encapsulated key, 32 bytes
   * @param sealed the private key, sealed
   */
  public record Answer(byte[] encapsulated, byte[] sealed) {}

  /** A question together with what opens its answer; used once. */
  public static final class Asked {
    private final Question question;
    private final EpochKeyPair answerPair;

    private Asked(Question question, EpochKeyPair answerPair) {
      this.question = question;
      this.answerPair = answerPair;
    }

    /** What to send. */
    public Question question() {
      return question;
    }

    /**
     * Opens the answer.
     *
     * @param publicKey the published public half, 32 bytes
     * @return the pair; empty if the answer is not for this question or holds another key
     */
    public Optional<EpochKeyPair> open(Answer answer, byte[] publicKey) {
      try {
        byte[] privateKey =
            hpke()
                .open(
                    answer.encapsulated(),
                    answerPair.pair(),
                    info(question),
                    NO_ASSOCIATED_DATA,
                    answer.sealed(),
                    null,
                    null,
                    null);
        return Optional.of(EpochKeyPair.of(privateKey))
            .filter(pair -> MessageDigest.isEqual(pair.publicKey(), publicKey));
      } catch (InvalidCipherTextException | RuntimeException forged) {
        // BouncyCastle meets points of low order and wrong lengths with various unchecked ones.
        return Optional.empty();
      } finally {
        answerPair.destroy();
      }
    }
  }

  /**
   * Asks for a key.
   *
   * @param shared the asker's key with the holders; its sender is the asker
   */
  public static Asked ask(
      String epoch, String stage, SharedKey shared, Instant now, SecureRandom random) {
    EpochKeyPair pair = EpochKeyPair.generate(random);
    Question open =
        new Question(
            epoch, stage, shared.sender(), pair.publicKey(), now, shared.id(), new byte[0]);
    return new Asked(
        new Question(
            epoch, stage, shared.sender(), open.answerKey(), now, shared.id(), tag(shared, open)),
        pair);
  }

  /**
   * Whether somebody asks who may have this key, and does so now: a stage may have its own, another
   * holder every one.
   *
   * @param keys that this holder shares with others
   */
  public static boolean isAllowed(Question question, List<SharedKey> keys, Instant now) {
    boolean entitled = question.asker().equals(HOLDER) || question.asker().equals(question.stage());
    Duration age = Duration.between(question.askedAt(), now).abs();
    return entitled
        && age.compareTo(LONGEST_AGE) <= 0
        && keys.stream()
            .filter(key -> key.isFor(question.asker(), HOLDER, question.keyId()))
            .anyMatch(key -> MessageDigest.isEqual(tag(key, question), question.tag()));
  }

  /**
   * Answers a question that {@link #isAllowed is allowed}.
   *
   * @return empty if the asker's public key is none
   */
  public static Optional<Answer> answer(Question question, EpochKeyPair pair) {
    byte[] privateKey = pair.privateKey();
    try {
      byte[][] sealed =
          hpke()
              .seal(
                  EpochKeyPair.publicKey(question.answerKey()),
                  info(question),
                  NO_ASSOCIATED_DATA,
                  privateKey,
                  null,
                  null,
                  null);
      return Optional.of(new Answer(sealed[1], sealed[0]));
    } catch (InvalidCipherTextException | RuntimeException noKey) {
      return Optional.empty();
    } finally {
      java.util.Arrays.fill(privateKey, (byte) 0);
    }
  }

  private static byte[] tag(SharedKey key, Question question) {
    try {
      Mac hmac = Mac.getInstance(HMAC);
      hmac.init(new SecretKeySpec(key.secret(), HMAC));
      return hmac.doFinal(pieces("siegel/epoch-key-question/v1", question).bytes());
    } catch (GeneralSecurityException e) {
      throw new CryptographicFailure("HMAC-SHA256 is not available", e);
    }
  }

  private static byte[] info(Question question) {
    return pieces("siegel/epoch-key-answer/v1", question).bytes();
  }

  private static PreAuthenticationEncoding pieces(String label, Question question) {
    return PreAuthenticationEncoding.of(label)
        .add(question.epoch())
        .add(question.stage())
        .add(question.asker())
        .add(question.answerKey())
        .add(question.askedAt().toEpochMilli())
        .add(question.keyId());
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }
}
