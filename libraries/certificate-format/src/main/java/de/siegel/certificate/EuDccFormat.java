package de.siegel.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The EU Digital COVID Certificate, data model 1.3. */
final class EuDccFormat implements CertificateFormat {

  static final String ID = "eu-dcc-1.3";

  private static final Set<String> ROOT = Set.of("type", "payload", "context");
  private static final Set<String> PAYLOAD = Set.of("nam", "dob", "v", "t", "r");
  private static final Set<String> CONTEXT = Set.of("batch", "terminal", "operator");
  private static final int CONTEXT_TEXT = 100;

  private final IssuingPolicy policy;

  EuDccFormat(IssuingPolicy policy) {
    this.policy = Objects.requireNonNull(policy);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Checked check(byte[] request, Instant requestedAt) {
    Errors errors = new Errors();
    ObjectNode root = RequestJson.read(request, errors);
    return root == null ? new Checked.Refused(errors.list()) : check(root, requestedAt, errors);
  }

  @Override
  public List<FieldError> recheck(ToBeSigned toBeSigned, Instant at) {
    Errors errors = new Errors();
    JsonNode dcc = toBeSigned.dcc();
    DccSchema.violations(dcc).forEach(errors::add);
    if (!errors.isEmpty()) {
      return errors.list();
    }
    // The issuer's own derivations are taken away and made again: only equal bytes may be signed.
    ObjectNode request = ReissuableRequest.from(dcc, toBeSigned.type());
    Checked checked = check(request, at, errors);
    if (checked instanceof Checked.Accepted accepted) {
      return isReproduced(accepted.draft(), toBeSigned)
          ? List.of()
          : List.of(ErrorCode.NOT_REPRODUCIBLE.at(""));
    }
    return ((Checked.Refused) checked).errors();
  }

  private static boolean isReproduced(Draft draft, ToBeSigned toBeSigned) {
    CertificateFields fields = toBeSigned.fields();
    return CertificateIds.isFor(fields.certificateId(), toBeSigned.issuer())
        && Arrays.equals(draft.fix(fields).bytes(), toBeSigned.bytes());
  }

  private Checked check(ObjectNode root, Instant requestedAt, Errors errors) {
    FieldReader request = new FieldReader(root, "", errors);
    request.only(ROOT);
    CertificateType type = readType(request);
    RequestContext context = readContext(request);
    FieldReader payload = request.object("payload", "");
    if (payload == null) {
      return new Checked.Refused(errors.list());
    }
    payload.only(PAYLOAD);
    FieldReader names = payload.object("nam", "nam");
    HolderName name = names == null ? null : HolderName.read(names, errors);
    LocalDate today = requestedAt.atZone(policy.zone()).toLocalDate();
    BirthDate birthDate = readBirthDate(payload, today);
    CertificateType group = readGroup(payload, type);
    FieldReader fields = group == null ? null : readEntryObject(root, group, errors);
    if (fields == null) {
      return new Checked.Refused(errors.list());
    }
    String location = readLocation(fields);
    DccEntry.Circumstances circumstances =
        new DccEntry.Circumstances(policy, requestedAt, today, birthDate);
    DccEntry entry =
        switch (group) {
          case VACCINATION -> VaccinationEntry.read(fields, circumstances);
          case TEST -> TestEntry.read(fields, circumstances);
          case RECOVERY -> RecoveryEntry.read(fields, circumstances);
        };
    return errors.isEmpty()
        ? new Checked.Accepted(new EuDccDraft(policy, name, birthDate, entry, location, context))
        : new Checked.Refused(errors.list());
  }

  private static CertificateType readType(FieldReader request) {
    String letter = request.anyText("type");
    if (letter == null) {
      return null;
    }
    Optional<CertificateType> type = CertificateType.ofLetter(letter);
    if (type.isEmpty()) {
      request.error(ErrorCode.UNKNOWN_TYPE, "type");
    }
    return type.orElse(null);
  }

  private static RequestContext readContext(FieldReader request) {
    FieldReader context = request.has("context") ? request.object("context", "context") : null;
    if (context == null) {
      return RequestContext.NONE;
    }
    context.only(CONTEXT);
    return new RequestContext(
        context.optionalText("batch", CONTEXT_TEXT),
        context.optionalText("terminal", CONTEXT_TEXT),
        context.optionalText("operator", CONTEXT_TEXT));
  }

  private static BirthDate readBirthDate(FieldReader payload, LocalDate today) {
    BirthDate unknown = new BirthDate("", Optional.empty());
    String text = payload.anyText("dob");
    if (text == null) {
      return unknown;
    }
    Optional<BirthDate> birthDate = BirthDate.parse(text);
    if (birthDate.isEmpty()) {
      payload.error(ErrorCode.INVALID_BIRTH_DATE, "dob");
    } else if (birthDate.get().isAfter(today)) {
      payload.error(ErrorCode.FUTURE_DATE, "dob");
    }
    return birthDate.orElse(unknown);
  }

  /** The one group that is there (P-02), or null after an error. */
  private static CertificateType readGroup(FieldReader payload, CertificateType type) {
    CertificateType found = null;
    for (CertificateType group : CertificateType.values()) {
      if (payload.has(group.group())) {
        if (found != null) {
          payload.error(ErrorCode.ONE_GROUP, "");
          return null;
        }
        found = group;
      }
    }
    if (found == null) {
      payload.error(ErrorCode.ONE_GROUP, "");
    } else if (type != null && type != found) {
      payload.error(ErrorCode.TYPE_MISMATCH, found.group());
    }
    return found;
  }

  private static FieldReader readEntryObject(
      ObjectNode root, CertificateType group, Errors errors) {
    JsonNode array = root.get("payload").get(group.group());
    if (!array.isArray() || array.size() != 1) {
      errors.add(ErrorCode.ONE_ENTRY, group.group());
      return null;
    }
    String path = group.group() + "[0]";
    if (array.get(0) instanceof ObjectNode entry) {
      return new FieldReader(entry, path, errors);
    }
    errors.add(ErrorCode.WRONG_JSON_TYPE, path);
    return null;
  }

  private static String readLocation(FieldReader fields) {
    String location = fields.anyText("id");
    if (location != null && !CertificateIds.isLocation(location)) {
      fields.error(ErrorCode.LOCATION_FORM, "id");
    }
    return location;
  }
}
