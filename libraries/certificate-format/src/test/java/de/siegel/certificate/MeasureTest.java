package de.siegel.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints what each step costs, with varied contents. {@code mvn -Pmeasure} runs it, in a JVM
 * without the limit to the first compiler.
 */
@Tag("measure")
class MeasureTest {

  private static final int VARIANTS = 1_000;
  private static final int ROUNDS = 60;

  private final List<byte[]> requests = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final List<CertificateFields> fields = new ArrayList<>();
  private final List<ToBeSigned> bytes = new ArrayList<>();
  private final List<byte[]> signatures = new ArrayList<>();
  private final List<SignedCertificate> signed = new ArrayList<>();
  private long sink;

  @Test
  void printsMicrosecondsOfEachStep() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < VARIANTS; i++) {
      ObjectNode request = Requests.ofEveryKind().get(i % 4);
      ((ObjectNode) request.at("/payload/nam")).put("fn", "Muster-" + letters(i)).put("gn", "Öz");
      requests.add(request.toString().getBytes(StandardCharsets.UTF_8));
      drafts.add(Requests.accept(request));
      fields.add(TestSigner.ES256.fields(CertificateIds.next(drafts.get(i).location(), random)));
      bytes.add(drafts.get(i).fix(fields.get(i)));
      signatures.add(TestSigner.ES256.signature(bytes.get(i).bytes()));
      signed.add(bytes.get(i).with(signatures.get(i)));
    }
    print("CertificateIds.next", i -> sink += CertificateIds.next("IZ28215B", random).length());
    print("check", i -> sink += Requests.FORMAT.check(requests.get(i), Requests.AT).hashCode());
    print("fix", i -> sink += drafts.get(i).fix(fields.get(i)).hashCode());
    print("ToBeSigned.parse", i -> sink += ToBeSigned.parse(bytes.get(i).bytes()).hashCode());
    print("recheck", i -> sink += Requests.FORMAT.recheck(bytes.get(i), Requests.AT).size());
    print("with + text", i -> sink += bytes.get(i).with(signatures.get(i)).text().length());
    print("Hcert.decode", i -> sink += Hcert.decode(signed.get(i).text()).hashCode());
    for (Provider provider : List.of(AmazonCorrettoCryptoProvider.INSTANCE, TestSigner.PROVIDER)) {
      SelfCheck check = new SelfCheck(TestSigner.ES256.certificate(), provider);
      print("SelfCheck, " + provider.getName(), i -> sink += check.of(signed.get(i)).hashCode());
    }
    assertThat(sink).isNotZero();
  }

  private static void print(String step, IntConsumer work) {
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < VARIANTS; i++) {
        work.accept(i);
      }
      rounds[round] = (System.nanoTime() - start) / 1_000.0 / VARIANTS;
    }
    double[] warm = Arrays.copyOfRange(rounds, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    System.out.printf("measured %-40s %7.1f us%n", step, warm[warm.length / 2]);
  }

  private static String letters(int number) {
    return Integer.toString(number, 36).replaceAll("\\d", "k");
  }
}
