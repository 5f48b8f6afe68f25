package de.siegel.benchmarks;

import de.siegel.servicekit.crypto.CryptoProviders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The yardstick of every throughput figure: how many times a second this machine could do nothing
 * but one P-256 signature and one P-256 verification, on all cores.
 *
 * @param perSecond the limit
 * @param measuredWith {@code openssl} or the Java provider's name
 */
public record SignatureLimit(double perSecond, String measuredWith) {
  private static final int SECONDS = 2;

  /** Measures with openssl if it is installed, otherwise with the provider of the hot path. */
  public static SignatureLimit measure() {
    return withOpenssl().orElseGet(SignatureLimit::withProvider);
  }

  /** The mean time for one signature and one verification of two measurements, as a rate. */
  SignatureLimit mean(SignatureLimit other) {
    return new SignatureLimit(2 / (1 / perSecond + 1 / other.perSecond), measuredWith);
  }

  private static Optional<SignatureLimit> withOpenssl() {
    int cores = Runtime.getRuntime().availableProcessors();
    try {
      Process openssl =
          new ProcessBuilder(
                  "openssl",
                  "speed",
                  "-mr",
                  "-seconds",
                  Integer.toString(SECONDS),
                  "-multi",
                  Integer.toString(cores),
                  "ecdsap256")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(openssl.getInputStream(), StandardCharsets.US_ASCII))) {
        Optional<Double> seconds =
            lines
                .lines()
                // The sum over all cores: +F4:<algorithm>:<bits>:<signatures a
                // second>:<verifications a
                // second>
                .filter(line -> line.startsWith("+F4:"))
                .map(line -> line.split(":"))
                .filter(parts -> parts.length >= 5 && parts[2].equals("256"))
                .map(parts -> 1 / Double.parseDouble(parts[3]) + 1 / Double.parseDouble(parts[4]))
                .findFirst();
        return seconds.map(each -> new SignatureLimit(1 / each, "openssl"));
      }
    } catch (IOException | NumberFormatException notInstalled) {
      return Optional.empty();
    }
  }

  private static SignatureLimit withProvider() {
    Provider provider = CryptoProviders.choose().hot();
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      Callable<Double> task = () -> rate(provider);
      for (int core = 0; core < cores; core++) {
        rates.add(threads.submit(task));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return new SignatureLimit(sum, provider.getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while measuring the limit", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The limit cannot be measured", e);
    } finally {
      threads.shutdown();
    }
  }

  private static double rate(Provider provider) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format", provider);
    byte[] bytes = new byte[32];
    long warm = System.nanoTime() + 500_000_000L;
    long count = 0;
    long begin = 0;
    while (begin == 0 || System.nanoTime() - begin < SECONDS * 1_000_000_000L) {
      signature.initSign(pair.getPrivate());
      signature.update(bytes);
      byte[] signed = signature.sign();
      signature.initVerify(pair.getPublic());
      signature.update(bytes);
      if (!signature.verify(signed)) {
        throw new IllegalStateException("a signature does not verify");
      }
      if (begin != 0) {
        count++;
      } else if (System.nanoTime() > warm) {
        begin = System.nanoTime();
      }
    }
    return count * 1e9 / (System.nanoTime() - begin);
  }
}
