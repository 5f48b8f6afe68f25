package de.siegel.desk;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.desk.domain.ActivationCode;
import de.siegel.desk.domain.Evidence;
import de.siegel.desk.domain.PharmacyFile;
import de.siegel.identity.card.RegisterEntry;
import de.siegel.schemas.control.AdmissionState;
import de.siegel.schemas.control.OnboardingClass;
import de.siegel.servicekit.configuration.ConfigurationError;
import de.siegel.servicekit.file.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of applications, one JSON file each; a code in it is a hash. */
final class ApplicationFolder {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String ENDING = ".json";

  private final Path folder;

  ApplicationFolder(Path folder) {
    this.folder = PrivateFiles.folder(folder);
  }

  /** Returns when the file is whole, or it is as it was before. */
  void write(PharmacyFile file) {
    PrivateFiles.write(
        folder.resolve(file.pharmacyId() + ENDING),
        json(file).toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  /** Removes a file. */
  void remove(String pharmacyId) {
    try {
      Files.deleteIfExists(folder.resolve(pharmacyId + ENDING));
    } catch (IOException e) {
      throw new UncheckedIOException("The application " + pharmacyId + " cannot be removed", e);
    }
  }

  /**
   * All files by the pharmacy's id.
   *
   * @throws ConfigurationError if one of them cannot be read
   */
  Map<String, PharmacyFile> read() {
    Map<String, PharmacyFile> files = new HashMap<>();
    for (Path path : paths()) {
      try {
        PharmacyFile file = file(JSON.readTree(PrivateFiles.read(path)));
        if (!path.getFileName().toString().equals(file.pharmacyId() + ENDING)) {
          throw new IllegalArgumentException("id is not the file's name");
        }
        files.put(file.pharmacyId(), file);
      } catch (IOException | IllegalArgumentException | DateTimeException e) {
        throw new ConfigurationError(
            path + " is no application (" + e.getMessage() + "): restore it from a backup");
      }
    }
    return files;
  }

  private List<Path> paths() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
    }
  }

  private static ObjectNode json(PharmacyFile file) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("id", file.pharmacyId())
            .put("class", file.onboardingClass().name())
            .put("applicant", file.applicant())
            .put("state", file.state().name())
            .put("resumes", file.resumes().name())
            .put("since", file.since().toString());
    file.evidence()
        .card()
        .ifPresent(
            card ->
                node.putObject("card")
                    .put("telematikId", card.telematikId())
                    .put("certificateHash", card.certificateHash())
                    .put("provenAt", card.provenAt().toString()));
    file.evidence()
        .register()
        .ifPresent(
            register -> {
              ObjectNode entry =
                  node.putObject("register")
                      .put("telematikId", register.entry().telematikId())
                      .put("name", register.entry().name())
                      .put("askedAt", register.askedAt().toString());
              register.entry().addresses().forEach(entry.putArray("addresses")::add);
            });
    file.evidence()
        .licence()
        .ifPresent(
            licence ->
                node.putObject("licence")
                    .put("origin", licence.origin())
                    .put("reference", licence.reference())
                    .put("confirmedAt", licence.confirmedAt().toString())
                    .put("confirmedBy", licence.confirmedBy()));
    file.code()
        .ifPresent(
            code ->
                node.putObject("code")
                    .put("hash", code.hash())
                    .put("address", code.address())
                    .put("sentAt", code.sentAt().toString())
                    .put("redeemed", code.redeemed()));
    file.stop()
        .ifPresent(
            stop ->
                node.putObject("stop").put("reason", stop.reason()).put("person", stop.person()));
    ArrayNode approvers = node.putArray("approvers");
    file.approvers().stream().sorted().forEach(approvers::add);
    return node;
  }

  private static PharmacyFile file(JsonNode node) {
    Evidence evidence =
        new Evidence(
            part(node, "card")
                .map(
                    card ->
                        new Evidence.Card(
                            text(card, "telematikId"),
                            text(card, "certificateHash"),
                            instant(card, "provenAt"))),
            part(node, "register")
                .map(
                    register ->
                        new Evidence.Register(
                            new RegisterEntry(
                                text(register, "telematikId"),
                                text(register, "name"),
                                texts(register, "addresses")),
                            instant(register, "askedAt"))),
            part(node, "licence")
                .map(
                    licence ->
                        new Evidence.Licence(
                            text(licence, "origin"),
                            text(licence, "reference"),
                            instant(licence, "confirmedAt"),
                            text(licence, "confirmedBy"))));
    List<String> named = texts(node, "approvers");
    Set<String> approvers = new HashSet<>(named);
    if (approvers.size() < named.size()) {
      throw new IllegalArgumentException("approvers names somebody twice");
    }
    return new PharmacyFile(
        text(node, "id"),
        OnboardingClass.valueOf(text(node, "class")),
        text(node, "applicant"),
        AdmissionState.valueOf(text(node, "state")),
        AdmissionState.valueOf(text(node, "resumes")),
        instant(node, "since"),
        evidence,
        part(node, "code")
            .map(
                code ->
                    new ActivationCode(
                        text(code, "hash"),
                        text(code, "address"),
                        instant(code, "sentAt"),
                        code.path("redeemed").asBoolean(false))),
        approvers,
        part(node, "stop")
            .map(stop -> new PharmacyFile.Stop(text(stop, "reason"), text(stop, "person"))));
  }

  private static Optional<JsonNode> part(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field));
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(text(node, field));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value.textValue();
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
