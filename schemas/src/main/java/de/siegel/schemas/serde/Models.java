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
}
