package de.siegel.cli.request;

import de.siegel.sealing.ReplyError;

/** Why a line cannot be sent. Names are stable; sentences may change. */
enum LineProblem {
  LINE_EMPTY("The line is blank. Remove it, or write a request there."),
  LINE_TOO_LONG("The line is longer than 64 KiB. Send one certificate per request."),
  LINE_NOT_UTF8("The line is not valid UTF-8. Save the file in UTF-8."),
  LINE_NOT_JSON("The line is not well-formed JSON. Check how it is written."),
  LINE_NOT_OBJECT(
      "The line is no JSON object. Write one object {\"requestId\",\"type\",\"payload\"} a line."),
  LINE_TOO_DEEP("The line is nested deeper than any request. Check how it is written."),
  DUPLICATE_KEY("A key stands twice in one object. Send each key once."),
  FIELD_UNKNOWN("A request does not have this field. Leave it out, or check how it is spelled."),
  REQUEST_ID_MISSING("Each request needs an id. Add \"requestId\" with a random value."),
  REQUEST_ID_INVALID(
      "A request id is a text of 1 to 64 characters A-Z a-z 0-9 . _ : - other than . and .. alone."),
  ISSUER_INVALID("The issuer is a text of 1 to 64 characters A-Z a-z 0-9 . _ : - or is left out."),
  SUPERSEDES_INVALID(
      "supersedes names a request of this pharmacy by its id, 1 to 64 characters A-Z a-z 0-9 . _ : -,"
          + " or is left out.");

  private final String sentence;

  LineProblem(String sentence) {
    this.sentence = sentence;
  }

  ReplyError at(String field) {
    return new ReplyError(name(), field, sentence);
  }

  ReplyError at(String field, String detail) {
    return new ReplyError(name(), field, sentence + " " + detail);
  }
}
