package de.siegel.schemas.serde;

import org.apache.avro.specific.SpecificData;

/** Avro's view of a generated class, one for each serde. */
final class Models {

  private Models() {}

  /**
   * A model with the conversions of the generated class. Not the class's own static one: that one
   * caches readers for all threads behind a lock.
   */
  static SpecificData of(Class<?> type) {
    SpecificData model = new SpecificData(type.getClassLoader());
    SpecificData.getForClass(type).getConversions().forEach(model::addLogicalTypeConversion);
    return model;
  }

  /**
   * A model for writing, with the generated code of classes that have any; the bytes are the same.
   * Not for reading: generated readers believe the lengths that a record claims.
   */
  static SpecificData forWriting(Class<?> type) {
    SpecificData model = of(type);
    model.setCustomCoders(true);
    return model;
  }
}
