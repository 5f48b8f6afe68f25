package de.siegel.embedded.ti;

import de.siegel.identity.card.TiObjectIdentifiers;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The simulated Telematikinfrastruktur of a data folder: it lasts as long as the folder, so that
 * sessions which were opened before a restart still rest on something.
 */
public final class TiSimulator {
  private static final Duration LIST_VALIDITY = Duration.ofDays(30);
  private static final String ORDERED = "ordered";

  private final Path folder;
  private final Instant now;
  private final TestCardCa ca;
  private final TestCardCa professionalCa;
  private final TestOcspResponder status;
  private final TestDirectory directory = new TestDirectory();

  private final Map<String, TestCard> cards = new ConcurrentHashMap<>();

  private TiSimulator(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
    this.ca = TestCardCa.open(folder, now);
    this.professionalCa = TestCardCa.openProfessional(folder, now);
    this.status = TestOcspResponder.open(folder, now);
    ordered();
  }

  /** What was ordered before a restart is in pharmacies' hands. */
  private void ordered() {
    Path orders = folder.resolve(ORDERED);
    if (!Files.isDirectory(orders)) {
      return;
    }
    try (Stream<Path> all = Files.list(orders)) {
      all.sorted()
          .forEach(
              order ->
                  card(
                      order.getFileName().toString(),
                      new String(PrivateFiles.read(order), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(orders + " cannot be read", e);
    }
  }

  /** The simulator of a folder, made where it is missing. */
  public static TiSimulator open(Path folder, Instant now) {
    return new TiSimulator(folder, now);
  }

  /**
   * Issues its trust list anew.
   *
   * @param responder where the status of cards is asked
   */
  public void issueTrustList(String responder) {
    TestTrustList list = TestTrustList.open(folder);
    Instant since = now.minus(Duration.ofDays(1));
    list.ca(ca.certificate(), true, since, Set.of(TiObjectIdentifiers.HCI_AUT.getId()), responder)
        .ca(
            professionalCa.certificate(),
            true,
            since,
            Set.of(TiObjectIdentifiers.HP_AUT.getId()),
            responder)
        .responder(status.certificate(), since, responder);
    PrivateFiles.write(
        trustList(folder), list.xml(now.toEpochMilli(), since, now.plus(LIST_VALIDITY)));
    PrivateFiles.write(trustListSigner(folder), list.signer().getEncoded());
  }

  /** Where a folder's trust list is. */
  public static Path trustList(Path folder) {
    return folder.resolve("trust-list.xml");
  }

  /** Where the key of its signer is, SubjectPublicKeyInfo, DER. */
  public static Path trustListSigner(Path folder) {
    return folder.resolve("trust-list-signer.pinned.spki");
  }

  /**
   * The card of a pharmacy, made where it is missing; the responder and the directory know it then.
   */
  public TestCard card(String telematikId, String pharmacy) {
    return cards.computeIfAbsent(telematikId, id -> publish(id, pharmacy));
  }

  /** As {@link #card}; remembered with the folder. */
  public void order(String telematikId, String pharmacy) {
    PrivateFiles.write(
        PrivateFiles.folder(folder.resolve(ORDERED)).resolve(telematikId),
        pharmacy.getBytes(StandardCharsets.UTF_8));
    card(telematikId, pharmacy);
  }

  /**
   * The card of a pharmacist (HBA), made where it is missing; the responder knows it then. It has
   * no PIN: who has it asks a person.
   */
  public TestCard pharmacist(String telematikId, String name) {
    return cards.computeIfAbsent(
        telematikId, id -> issued(id, () -> professionalCa.pharmacist(id, name, now).build()));
  }

  private TestCard issued(String telematikId, Supplier<TestCard> make) {
    KeyFiles files = new KeyFiles(folder.resolve("cards"), telematikId);
    TestCard card =
        files
            .read()
            .map(stored -> new TestCard(stored.certificate(), stored.keys()))
            .orElseGet(
                () -> {
                  TestCard made = make.get();
                  files.write(made.keys(), made.der());
                  return made;
                });
    status.know(card);
    return card;
  }

  private TestCard publish(String telematikId, String pharmacy) {
    TestCard card = issued(telematikId, () -> ca.card(telematikId, pharmacy, now).build());
    directory.add(TestDirectory.Entry.pharmacy(telematikId, pharmacy));
    return card;
  }

  /** A card that was made before. */
  public Optional<TestCard> known(String telematikId) {
    return Optional.ofNullable(cards.get(telematikId));
  }

  /** Cards of who is no pharmacy. */
  public ForgedCards forged() {
    return new ForgedCards(ca, status, now);
  }

  /** The OCSP responder. */
  public TestOcspResponder status() {
    return status;
  }

  /** The directory. */
  public TestDirectory directory() {
    return directory;
  }
}
