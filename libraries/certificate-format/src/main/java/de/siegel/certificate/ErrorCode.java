package de.siegel.certificate;

/**
 * Every reason for which a request's content is refused. Names are stable; sentences may change.
 */
public enum ErrorCode {
  TOO_LARGE("The content is larger than 64 KiB. Send one certificate per request."),
  MALFORMED_JSON("This is not one well-formed UTF-8 JSON object. Check how it is written."),
  DUPLICATE_KEY("A key stands twice in one object. Send each key once."),
  TOO_DEEP("The content is nested or sized beyond any certificate. Check how it is written."),
  MISSING_FIELD("This field is required. Please fill it in."),
  NULL_VALUE("The value is null. Leave the field out or give a value."),
  EMPTY_VALUE("The value is empty. Leave the field out or give a value."),
  WRONG_JSON_TYPE("The value has another JSON type than the data model asks for."),
  UNKNOWN_FIELD("The data model does not know this field. Leave it out."),
  ISSUER_FIELD("The issuer derives this field. Leave it out."),
  UNKNOWN_TYPE("The type must be V (vaccination), T (test) or R (recovery)."),
  TYPE_MISMATCH("The type does not fit the group. Send v with V, t with T, r with R."),
  ONE_GROUP("Exactly one of v, t and r must be there. Split the request."),
  ONE_ENTRY("The group must be an array with exactly one entry. Split the request."),
  TOO_LONG("The text is longer than allowed. Please shorten it."),
  FORBIDDEN_CHARACTER("The text contains a control, invisible or broken character. Remove it."),
  NAME_CHARACTER(
      "The name contains a character without a Latin transliteration. Write it in Latin letters."),
  NAME_MISSING("At least one of fn and gn must contain a letter. Please fill in a name."),
  INVALID_DATE("This is no calendar date of the form YYYY-MM-DD. Please correct it."),
  INVALID_BIRTH_DATE("The birth date must be YYYY-MM-DD, YYYY-MM, YYYY or empty. Correct it."),
  INVALID_DATE_TIME(
      "This is no RFC 3339 time with seconds and zone, such as 2021-04-13T14:20:00Z. Correct it."),
  FUTURE_DATE("The date lies in the future. Please correct it."),
  BEFORE_BIRTH("The date lies before the birth date. Correct one of the two."),
  UNKNOWN_CODE("The code is not in the value set. Look it up there."),
  INACTIVE_CODE("The code is no longer issued. Use the current one."),
  PRODUCT_MISMATCH("Product, holder and vaccine type do not belong together. Check all three."),
  PRODUCT_NOT_ISSUED("This issuer does not certify this product."),
  DOSES_NOT_ALLOWED("This dose count is not among those for the product. Check dn and sd."),
  NOT_POSITIVE("The value must be a whole number from 1 to 9, written without a decimal point."),
  TEST_NAME_FORBIDDEN("A rapid test carries the device code in ma and no nm. Remove nm."),
  DEVICE_FORBIDDEN("A nucleic acid test carries its name in nm and no ma. Remove ma."),
  DEVICE_UNKNOWN("The device code is not in the list of rapid tests. Check ma."),
  LOCATION_FORM("The location must be 1 to 38 characters 0-9 and A-Z. Check id."),
  VALID_FROM("df must be exactly 28 days after fr. Correct it."),
  VALID_UNTIL("du must be from df to 180 days after fr. Correct it."),
  TEST_TOO_OLD("The positive test is older than 180 days; no certificate can be issued for it."),
  SCHEMA("The finished payload does not fit the DCC schema 1.3."),
  NOT_REPRODUCIBLE("The bytes are not the ones this format makes from this content.");

  private final String sentence;

  ErrorCode(String sentence) {
    this.sentence = sentence;
  }

  /** The default English sentence: why, and what to do. */
  public String sentence() {
    return sentence;
  }

  FieldError at(String field) {
    return new FieldError(name(), field, sentence);
  }

  FieldError at(String field, String detail) {
    return new FieldError(name(), field, sentence + " " + detail);
  }
}
