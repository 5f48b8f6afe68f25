package de.siegel.certificate;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** {@code nam}: the names as written (N-07) and their standardised forms (N-06). */
record HolderName(
    Optional<String> family,
    Optional<String> given,
    Optional<String> familyStandardised,
    Optional<String> givenStandardised) {

  private static final Set<String> FIELDS = Set.of("fn", "gn");

  static HolderName read(FieldReader fields, Errors errors) {
    fields.only(FIELDS);
    Optional<String> family = fields.optionalText("fn", FieldReader.TEXT);
    Optional<String> given = fields.optionalText("gn", FieldReader.TEXT);
    Optional<String> familyStandardised = standardise(family, fields.at("fn"), errors);
    Optional<String> givenStandardised = standardise(given, fields.at("gn"), errors);
    if (errors.isEmpty() && familyStandardised.isEmpty() && givenStandardised.isEmpty()) {
      errors.add(ErrorCode.NAME_MISSING, "nam");
    }
    return new HolderName(family, given, familyStandardised, givenStandardised);
  }

  private static Optional<String> standardise(Optional<String> name, String field, Errors errors) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    StandardisedName standardised = StandardisedName.of(name.get());
    if (standardised instanceof StandardisedName.Text text) {
      return text.value().isEmpty() ? Optional.empty() : Optional.of(text.value());
    }
    int codePoint = ((StandardisedName.Refused) standardised).codePoint();
    errors.add(
        ErrorCode.NAME_CHARACTER.at(
            field, "It is \"%s\" (U+%04X).".formatted(Character.toString(codePoint), codePoint)));
    return Optional.empty();
  }

  void write(CBORGenerator generator) throws IOException {
    generator.writeStartObject(
        null, count(family) + count(given) + count(familyStandardised) + count(givenStandardised));
    write(generator, "fn", family);
    write(generator, "gn", given);
    write(generator, "fnt", familyStandardised);
    write(generator, "gnt", givenStandardised);
    generator.writeEndObject();
  }

  private static int count(Optional<String> value) {
    return value.isPresent() ? 1 : 0;
  }

  private static void write(CBORGenerator generator, String key, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      Cbor.text(generator, key, value.get());
    }
  }

  @Override
  public String toString() {
    return "HolderName";
  }
}
