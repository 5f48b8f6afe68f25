package de.siegel.cli.trust;

import de.siegel.cli.CommandFailure;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.sealing.CryptographicFailure;
import de.siegel.sealing.Ed25519;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Set;

/** Keys and roots of trust as files: {@code NAME.pkcs8} for its holder alone, {@code NAME.spki}. */
final class TrustFiles {
  private static final int LARGEST = 256 * 1024;

  private TrustFiles() {}

  static Path privateHalf(Path name) {
    return name.resolveSibling(name.getFileName() + ".pkcs8");
  }

  static Path publicHalf(Path name) {
    return name.resolveSibling(name.getFileName() + ".spki");
  }

  /** Writes both halves; a key that exists is never overwritten. */
  static void writeKey(Path name, AuthorityKey key) {
    create(privateHalf(name), key.privateKey().getEncoded(), true);
    create(publicHalf(name), key.publicKey().getEncoded(), false);
  }

  static AuthorityKey readKey(Path name) {
    try {
      return AuthorityKey.of(read(privateHalf(name)), readPublic(publicHalf(name)));
    } catch (CryptographicFailure e) {
      throw CommandFailure.usage(privateHalf(name) + " is no Ed25519 private key in PKCS#8.", e);
    }
  }

  static PublicKey readPublic(Path file) {
    try {
      return Ed25519.keyFactory().generatePublic(new X509EncodedKeySpec(read(file)));
    } catch (InvalidKeySpecException e) {
      throw CommandFailure.usage(
          file + " is no Ed25519 public key (SubjectPublicKeyInfo): name a .spki file.", e);
    }
  }

  static RootOfTrustFile.Inspection inspect(
      Path file, Map<String, PublicKey> others, Provider provider) {
    try {
      return RootOfTrustFile.inspect(read(file), others, provider);
    } catch (UntrustedRoot e) {
      throw notARoot(file, e);
    }
  }

  static CommandFailure notARoot(Path file, UntrustedRoot e) {
    return CommandFailure.usage(file + " is no root of trust: " + e.getMessage() + ".", e);
  }

  /** Writes an unsigned root; a file that exists is never overwritten. */
  static void writeDraft(Path file, RootOfTrust root, Provider provider) {
    create(file, RootOfTrustFile.write(root, java.util.List.of(), provider), false);
  }

  static void replace(Path file, byte[] content) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    create(draft, content, false);
    try {
      Files.move(
          draft,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CommandFailure.negative(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  static byte[] read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw CommandFailure.usage(file + " is larger than " + LARGEST + " bytes.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be read: does it exist, may you read it?", e);
    }
  }

  private static void create(Path file, byte[] content, boolean secret) {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    String mode = secret ? "rw-------" : "rw-r--r--";
    try (FileChannel channel =
        FileChannel.open(
            file,
            fresh,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage(file + " exists, and is not overwritten: choose another name.", e);
    } catch (IOException e) {
      throw CommandFailure.usage(file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
