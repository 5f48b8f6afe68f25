package de.siegel.validation;

/** Contents of requests, as pharmacies write them. */
final class Contents {
  static final String FAMILY_NAME = "Zzyzxmann";
  static final String GIVEN_NAME = "Qwertzine";
  static final String BIRTH_DATE = "1964-08-12";

  private Contents() {}

  /** A right vaccination request. */
  static String vaccination() {
    return vaccination(FAMILY_NAME, "2021-06-11");
  }

  static String vaccination(String familyName, String date) {
    return """
        {"type":"V","payload":{"nam":{"fn":"%s","gn":"%s"},"dob":"%s",
         "v":[{"id":"TEST00001","tg":"840539006","vp":"1119349007","mp":"EU/1/20/1528",
               "ma":"ORG-100030215","dn":2,"sd":2,"dt":"%s"}]}}"""
        .formatted(familyName, GIVEN_NAME, BIRTH_DATE, date);
  }
}
