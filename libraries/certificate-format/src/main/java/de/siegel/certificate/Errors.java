package de.siegel.certificate;

import java.util.ArrayList;
import java.util.List;

/** Collects broken rules, bounded. */
final class Errors {

  private final List<FieldError> errors = new ArrayList<>(0);

  void add(FieldError error) {
    if (errors.size() < Checked.MAXIMUM_ERRORS) {
      errors.add(error);
    }
  }

  void add(ErrorCode code, String field) {
    add(code.at(field));
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<FieldError> list() {
    return List.copyOf(errors);
  }
}
