package de.siegel.systemtests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The walls of the house, over the classes of all modules. */
@AnalyzeClasses(packages = "de.siegel", importOptions = DoNotIncludeTests.class)
class WallsTest {
  private static final String[] SERVICES = {
    "de.siegel.validation..",
    "de.siegel.fraudcheck..",
    "de.siegel.desk..",
    "de.siegel.frauddesk..",
    "de.siegel.sessionauthority..",
    "de.siegel.epochkeys..",
    "de.siegel.signer..",
    "de.siegel.sequencer..",
    "de.siegel.integrator..",
    "de.siegel.witness..",
    "de.siegel.revocations..",
    "de.siegel.replay.."
  };

  private static final String[] ABOVE_SERVICES = {
    "de.siegel.cli..", "de.siegel.embedded..", "de.siegel.systemtests..", "de.siegel.benchmarks.."
  };

  /** Without service-kit, which is where Kafka, HTTP servers and clocks come in. */
  private static final String[] PURE_LIBRARIES = {
    "de.siegel.certificate..",
    "de.siegel.sealing..",
    "de.siegel.identity..",
    "de.siegel.fraudrules..",
    "de.siegel.fraudtraces..",
    "de.siegel.tamperlog..",
    "de.siegel.revocation.."
  };

  private static final String[] LIBRARIES = {
    "de.siegel.certificate..",
    "de.siegel.sealing..",
    "de.siegel.identity..",
    "de.siegel.fraudrules..",
    "de.siegel.fraudtraces..",
    "de.siegel.tamperlog..",
    "de.siegel.revocation..",
    "de.siegel.servicekit..",
    "de.siegel.schemas.."
  };

  private static final String DOMAINS = "de.siegel.*.domain..";

  private static final String[] KAFKA_AND_HTTP = {
    "org.apache.kafka..", "io.javalin..", "org.eclipse.jetty..", "java.net.http..", "com.sun.net.."
  };

  private static final Set<String> CLOCKS =
      Set.of("java.time.Clock", "java.time.InstantSource", "java.util.Timer");

  private static final Set<String> CHANCE =
      Set.of(
          "java.util.Random",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.UUID");

  private static final DescribedPredicate<JavaAccess<?>> THE_TIME_OF_DAY =
      describe(
          "the time of day",
          access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return owner.startsWith("java.time.") && name.equals("now")
                || owner.equals("java.lang.System")
                    && (name.equals("currentTimeMillis") || name.equals("nanoTime"));
          });

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe("one of " + names, type -> names.contains(type.getName()));
  }

  /** A new module is named here, or none of these rules would see it. */
  @ArchTest
  static final ArchRule everyClassStandsBehindAWall =
      classes()
          .should(
              be(
                  resideInAnyPackage(SERVICES)
                      .or(resideInAnyPackage(LIBRARIES))
                      .or(resideInAnyPackage(ABOVE_SERVICES))
                      .or(resideInAnyPackage("de.siegel.client.."))));

  @ArchTest
  static final ArchRule noServiceDependsOnAnother =
      slices()
          .matching(
              "de.siegel."
                  + "(validation|fraudcheck|desk|frauddesk|sessionauthority|epochkeys|signer|sequencer|integrator|witness|revocations|replay)"
                  + "..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule servicesDependOnSchemasAndLibrariesOnly =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("de.siegel..")
                  .and(DescribedPredicate.not(resideInAnyPackage(SERVICES)))
                  .and(DescribedPredicate.not(resideInAnyPackage(LIBRARIES))));

  @ArchTest
  static final ArchRule librariesDependOnLibrariesOnly =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("de.siegel..")
                  .and(DescribedPredicate.not(resideInAnyPackage(LIBRARIES))));

  @ArchTest
  static final ArchRule onlyWhatIsBuiltOnServicesDependsOnThem =
      noClasses()
          .that()
          .resideOutsideOfPackages(SERVICES)
          .and()
          .resideOutsideOfPackages(ABOVE_SERVICES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES);

  @ArchTest
  static final ArchRule pureLibrariesKnowNeitherKafkaNorHttp =
      noClasses()
          .that()
          .resideInAnyPackage(PURE_LIBRARIES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA_AND_HTTP);

  @ArchTest
  static final ArchRule pureLibrariesHaveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE_LIBRARIES)
          .should()
          .dependOnClassesThat(named(CLOCKS))
          .orShould()
          .accessTargetWhere(THE_TIME_OF_DAY);

  @ArchTest
  static final ArchRule decisionsKnowNeitherKafkaNorHttp =
      noClasses()
          .that()
          .resideInAPackage(DOMAINS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA_AND_HTTP);

  @ArchTest
  static final ArchRule decisionsHaveNoClockAndNoChance =
      noClasses()
          .that()
          .resideInAPackage(DOMAINS)
          .should()
          .dependOnClassesThat(named(CLOCKS).or(named(CHANCE)))
          .orShould()
          .accessTargetWhere(THE_TIME_OF_DAY)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule decisionsTouchNoFiles =
      noClasses()
          .that()
          .resideInAPackage(DOMAINS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..");

  @ArchTest
  static final ArchRule onlyTheSignerHasCertificateSigningKeys =
      noClasses()
          .that()
          .resideOutsideOfPackage("de.siegel.signer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("de.siegel.signer.key..");

  /**
   * The test authority makes the file; whoever reads it is the signer. A pharmacy's card is the
   * pharmacy's, behind its own module. The key that revocations are uploaded with signs no
   * certificate, and is opened in one place too.
   */
  @ArchTest
  static final ArchRule onlyTheSignerTheUploadTheTestAuthorityAndCardsOpenKeyStores =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "de.siegel.signer.key..",
              "de.siegel.revocations.key..",
              "de.siegel.embedded.authority..",
              "de.siegel.client.session..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.KeyStore");
}
