package de.siegel.cli.trust;

import de.siegel.cli.CommandFailure;
import de.siegel.cli.ExitCode;
import de.siegel.cli.terminal.Terminal;
import de.siegel.identity.trust.AuthorityKey;
import de.siegel.identity.trust.Role;
import de.siegel.identity.trust.RootOfTrust;
import de.siegel.identity.trust.RootOfTrustFile;
import de.siegel.identity.trust.UntrustedRoot;
import de.siegel.schemas.topic.TopicCatalogue;
import de.siegel.servicekit.crypto.CryptoProviders;
import java.nio.file.Path;
import java.security.Provider;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siegel trust}: who may sign what, kept by several persons. */
@Command(
    name = "trust",
    description = {
      "Makes and shows the root of trust: which keys may sign the control records of each topic.",
      "Each holder makes a key (key), one drafts the root (init, add, rotate), two or more sign it",
      "(sign), all look at it (show). Stages believe it by its pin only (trust.root-pin)."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class TrustCommand implements Runnable {
  private static final Duration LONGEST = Duration.ofDays(10 * 366);

  /** The authorities whose records stages read. */
  static final Set<String> ROLES =
      TopicCatalogue.CONTROL.stream()
          .map(RootOfTrust::roleName)
          .collect(Collectors.toCollection(TreeSet::new));

  /** The role of the running desk, which a root may name besides: without it no desk can run. */
  static final String DESK = RootOfTrust.runnerName(TopicCatalogue.ADMISSIONS);

  /** Roles that a root may name besides. */
  static final Set<String> OPTIONAL = Set.of(DESK, RootOfTrust.REVOCATIONS);

  private final Terminal terminal;
  private final InstantSource clock;
  private final Provider provider = CryptoProviders.choose().hot();
  @Spec private CommandSpec spec;

  /** Made by the main command. */
  public TrustCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; siegel trust --help lists them.");
  }

  @Command(
      name = "key",
      description = "Makes a key: NAME.pkcs8 stays with its holder, NAME.spki goes to the others.")
  int key(
      @Parameters(paramLabel = "NAME", description = "Path without ending; must be new.")
          Path name) {
    AuthorityKey key = AuthorityKey.generate(provider);
    TrustFiles.writeKey(name, key);
    terminal.out().println("Key " + key.id() + " in " + TrustFiles.publicHalf(name));
    return ExitCode.OK.value();
  }

  @Command(
      name = "init",
      description = "Drafts the first root of trust. It counts when enough root keys signed it.")
  int init(
      @Parameters(paramLabel = "FILE", description = "The root to write; must be new.") Path file,
      @Option(
              names = "--environment",
              required = true,
              paramLabel = "NAME",
              description = "test or production.")
          String environment,
      @Option(
              names = "--root",
              required = true,
              paramLabel = "THRESHOLD:KEYS",
              description = "Who signs roots, such as 2:a.spki,b.spki,c.spki.")
          String root,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "NAME=THRESHOLD:KEYS",
              description = "An authority, such as admissions=2:d.spki,e.spki; once for each.")
          List<String> roles,
      @Option(
              names = "--expires",
              required = true,
              paramLabel = "TIME",
              description = "When it has to have been replaced, such as 2027-11-24T00:00:00Z.")
          Instant expires) {
    if (!Set.of("test", "production").contains(environment)) {
      throw CommandFailure.usage("--environment is test or production, not " + environment);
    }
    Map<String, Role> byName = new TreeMap<>();
    for (String text : roles) {
      Role role = RoleOption.parse(text).role();
      if (byName.put(role.name(), role) != null) {
        throw CommandFailure.usage("Role " + role.name() + " is named twice.");
      }
    }
    Set<String> authorities = new TreeSet<>(byName.keySet());
    authorities.removeAll(OPTIONAL);
    if (!authorities.equals(ROLES)) {
      throw CommandFailure.usage(
          "A root names the roles "
              + String.join(", ", ROLES)
              + ", each once, where a desk runs also "
              + DESK
              + ", and not "
              + String.join(", ", byName.keySet()));
    }
    return draft(
        file, root(environment, 1, expires, RoleOption.parse("root=" + root).role(), byName));
  }

  @Command(
      name = "add",
      description = "Drafts the next root of trust, with one key more for a role.")
  int add(
      @Parameters(index = "0", paramLabel = "OLD", description = "The root that is in force.")
          Path old,
      @Parameters(index = "1", paramLabel = "FILE", description = "The root to write.") Path file,
      @Option(names = "--role", required = true, paramLabel = "NAME", description = "Or root.")
          String role,
      @Option(names = "--key", required = true, paramLabel = "KEY.spki", description = "Who joins.")
          Path key,
      @Option(
              names = "--threshold",
              paramLabel = "N",
              description = "How many sign from now on; without it, as many as before.")
          Integer threshold,
      @Option(names = "--expires", paramLabel = "TIME", description = "Without it, as before.")
          Instant expires) {
    PublicKey joins = TrustFiles.readPublic(key);
    return draft(
        file,
        successor(
            old,
            role,
            expires,
            before -> {
              Map<String, PublicKey> keys = new HashMap<>(before.keys());
              if (keys.put(AuthorityKey.idOf(joins), joins) != null) {
                throw CommandFailure.usage("Role " + role + " has that key already.");
              }
              return new Role(
                  before.name(), threshold == null ? before.threshold() : threshold, keys);
            }));
  }

  @Command(
      name = "rotate",
      description = "Drafts the next root of trust, with one key of a role replaced by another.")
  int rotate(
      @Parameters(index = "0", paramLabel = "OLD", description = "The root that is in force.")
          Path old,
      @Parameters(index = "1", paramLabel = "FILE", description = "The root to write.") Path file,
      @Option(names = "--role", required = true, paramLabel = "NAME", description = "Or root.")
          String role,
      @Option(
              names = "--remove",
              required = true,
              paramLabel = "ID",
              description = "Id of the key that goes, as show names it.")
          String remove,
      @Option(names = "--key", required = true, paramLabel = "KEY.spki", description = "Who comes.")
          Path key,
      @Option(names = "--expires", paramLabel = "TIME", description = "Without it, as before.")
          Instant expires) {
    PublicKey comes = TrustFiles.readPublic(key);
    return draft(
        file,
        successor(
            old,
            role,
            expires,
            before -> {
              Map<String, PublicKey> keys = new HashMap<>(before.keys());
              if (keys.remove(remove) == null) {
                throw CommandFailure.usage(
                    "Role " + role + " has no key " + remove + ": siegel trust show lists them.");
              }
              if (keys.put(AuthorityKey.idOf(comes), comes) != null) {
                throw CommandFailure.usage("Role " + role + " has the new key already.");
              }
              return new Role(before.name(), before.threshold(), keys);
            }));
  }

  @Command(name = "sign", description = "Adds the signature of one holder of a root key.")
  int sign(
      @Parameters(paramLabel = "FILE", description = "The root; show it first.") Path file,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "NAME",
              description = "The holder's key, path without ending.")
          Path key) {
    AuthorityKey signer = TrustFiles.readKey(key);
    RootOfTrust root = TrustFiles.inspect(file, Map.of(), provider).root();
    boolean counts = root.root().keys().containsKey(signer.id());
    if (!counts && root.version() == 1) {
      throw CommandFailure.usage(
          "--key: "
              + signer.id()
              + " is no root key of "
              + file
              + ", so its signature would count for nothing: siegel trust show lists them");
    }
    try {
      TrustFiles.replace(file, RootOfTrustFile.sign(TrustFiles.read(file), signer, provider));
    } catch (UntrustedRoot e) {
      throw TrustFiles.notARoot(file, e);
    }
    terminal
        .out()
        .println(
            "Signed by "
                + signer.id()
                + (counts
                    ? ""
                    : ", no root key of this version: it counts only if it is one of the version"
                        + " before"));
    return ExitCode.OK.value();
  }

  @Command(
      name = "show",
      description = {
        "Shows a root of trust in one table, who signed it, and its pin. Ends with 0 if it may be",
        "used, with 1 if signatures are missing or it has expired."
      })
  int show(
      @Parameters(paramLabel = "FILE", description = "The root.") Path file,
      @Option(
              names = "--previous",
              paramLabel = "FILE",
              description = "The root before it, whose holders have to sign it too.")
          Path previous) {
    Map<String, PublicKey> before = Map.of();
    RootOfTrust old = null;
    if (previous != null) {
      old = TrustFiles.inspect(previous, Map.of(), provider).root();
      before = old.root().keys();
    }
    return TrustTable.print(
        terminal, TrustFiles.inspect(file, before, provider), old, clock.instant());
  }

  private RootOfTrust successor(
      Path old, String role, Instant expires, java.util.function.UnaryOperator<Role> change) {
    RootOfTrustFile.Inspection inspection = TrustFiles.inspect(old, Map.of(), provider);
    RootOfTrust before = inspection.root();
    if (!inspection.isSignedBy(before.root())) {
      throw CommandFailure.usage(
          old + " is not signed by enough of its own root keys: it cannot be built upon.");
    }
    boolean ofRoot = role.equals("root");
    if (!ofRoot && !before.roles().containsKey(role)) {
      throw CommandFailure.usage(
          "There is no role " + role + "; there are root, " + String.join(", ", ROLES));
    }
    Map<String, Role> roles = new TreeMap<>(before.roles());
    try {
      if (!ofRoot) {
        roles.put(role, change.apply(before.roles().get(role)));
      }
      return root(
          before.environment(),
          before.version() + 1,
          expires == null ? before.expires() : expires,
          ofRoot ? change.apply(before.root()) : before.root(),
          roles);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage() + ".", e);
    }
  }

  private RootOfTrust root(
      String environment, long version, Instant expires, Role root, Map<String, Role> roles) {
    Instant now = clock.instant();
    if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
      throw CommandFailure.usage(
          "--expires is "
              + expires
              + "; it must lie in the future, and before "
              + now.plus(LONGEST).truncatedTo(ChronoUnit.DAYS));
    }
    try {
      return new RootOfTrust(environment, version, expires, root, roles);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage() + ".", e);
    }
  }

  private int draft(Path file, RootOfTrust root) {
    TrustFiles.writeDraft(file, root, provider);
    terminal
        .out()
        .println(
            "Draft of version "
                + root.version()
                + " in "
                + file
                + ". Now "
                + root.root().threshold()
                + " of "
                + root.root().keys().size()
                + " root keys sign it"
                + (root.version() == 1 ? "" : ", and as many of the root's before it")
                + ": siegel trust sign "
                + file
                + " --key NAME");
    return ExitCode.OK.value();
  }
}
