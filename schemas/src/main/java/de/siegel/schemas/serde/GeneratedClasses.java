package de.siegel.schemas.serde;

import java.util.Set;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro instantiate the generated classes. Since 1.12.2 it refuses every class that is not
 * named as trusted; this names the house's records and enums and nothing else, in code, because a
 * system property can be forgotten at start.
 */
public final class GeneratedClasses {

  private static final Set<String> PACKAGES =
      Set.of(
          "de.siegel.schemas.audit",
          "de.siegel.schemas.control",
          "de.siegel.schemas.event",
          "de.siegel.schemas.state");

  private GeneratedClasses() {}

  /**
   * Call before the first record is read. The serde of this package does so itself; only code that
   * reads records by Avro's own means has to. Calling it again changes nothing.
   */
  public static void trust() {
    Once.INSTALLED.getClass();
  }

  private static boolean isGenerated(Class<?> type) {
    return PACKAGES.contains(type.getPackageName())
        && (SpecificRecordBase.class.isAssignableFrom(type)
            || GenericEnumSymbol.class.isAssignableFrom(type));
  }

  /** Loaded once per class loader, hence run once. */
  private static final class Once {
    private static final ClassSecurityPredicate INSTALLED = install();

    private static ClassSecurityPredicate install() {
      ClassSecurityPredicate both =
          ClassSecurityValidator.composite(
              ClassSecurityValidator.getGlobal(), GeneratedClasses::isGenerated);
      ClassSecurityValidator.setGlobal(both);
      return both;
    }
  }
}
