package de.siegel.revocations;

import de.siegel.identity.trust.SignedOrder;
import de.siegel.revocation.BlastRadius;
import de.siegel.revocation.BlastReport;
import de.siegel.revocation.TouchedCertificate;
import de.siegel.schemas.audit.Command;
import de.siegel.servicekit.authority.Orders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes orders to revoke what a report names: two persons sign for the same report and reason, and
 * the trail itself has to say the same as the report. Orders with one signature are in memory
 * alone.
 */
final class RevocationDesk {
  static final String ACTION = "certificate.revoke";
  private static final int TWO = 2;
  private static final int MOST_OPEN = 64;
  private static final Pattern REASON = Pattern.compile("\\P{C}{1,200}");

  private final Orders orders;
  private final TrailSearch trail;
  private final Outbox outbox;
  private final Consumer<Command> audit;
  private final Map<String, Set<String>> signed = new LinkedHashMap<>();

  /**
   * @param orders of the role that may revoke
   * @param audit is told durably
   */
  RevocationDesk(Orders orders, TrailSearch trail, Outbox outbox, Consumer<Command> audit) {
    this.orders = orders;
    this.trail = trail;
    this.outbox = outbox;
    this.audit = audit;
  }

  /**
   * What became of an order.
   *
   * @param persons who have signed it
   * @param certificates how many it revokes
   * @param batches that were made of it; empty until two have signed
   */
  record Result(Set<String> persons, int certificates, List<BatchState> batches) {}

  /**
   * Takes an order.
   *
   * @param file the report
   * @throws de.siegel.servicekit.authority.OrderRefused if it is not signed, fresh and new
   * @throws IllegalArgumentException naming the field that is wrong
   */
  synchronized Result revoke(SignedOrder order, byte[] file) {
    orders.take(order);
    if (!order.action().equals(ACTION) || order.details().size() != TWO) {
      throw new IllegalArgumentException(
          "action: must be " + ACTION + ", details: the report's SHA-256 and the reason");
    }
    String reason = order.details().get(1);
    if (reason.isBlank() || !REASON.matcher(reason).matches()) {
      throw new IllegalArgumentException(
          "reason: must be said, in at most 200 characters, none of them invisible");
    }
    String hash = BlastReport.hash(file);
    if (!hash.equals(order.details().get(0))) {
      throw new IllegalArgumentException("details: are signed for another report than was sent");
    }
    BlastReport report = BlastReport.read(file);
    if (report.certificates().isEmpty()) {
      throw new IllegalArgumentException("certificates: the report names none");
    }
    // All of the hash: two reports with the same beginning can be made.
    String cause = "order " + hash + ": " + reason;
    if (!signed.containsKey(cause) && signed.size() >= MOST_OPEN) {
      signed.remove(signed.keySet().iterator().next());
    }
    Set<String> persons = signed.computeIfAbsent(cause, none -> new TreeSet<>());
    persons.add(order.keyId());
    if (persons.size() < TWO) {
      return new Result(Set.copyOf(persons), report.certificates().size(), List.of());
    }
    requireTrue(report);
    // Told first: whatever happens then, no list is made that nobody has ordered in the trail.
    audit.accept(
        new Command(
            ACTION,
            new ArrayList<>(persons),
            report.certificates().size() + " certificates, report " + hash,
            0L));
    List<BatchState> made = outbox.add(cause, report.certificates());
    signed.remove(cause);
    return new Result(Set.copyOf(persons), report.certificates().size(), made);
  }

  /** Nothing beyond the window is revoked, nothing in it is left out, and nothing is invented. */
  private void requireTrue(BlastReport report) {
    BlastRadius radius = new BlastRadius(report.window());
    long closed = trail.search(radius, report.window().from());
    if (radius.malformed() > 0) {
      throw new IllegalArgumentException(
          "report: "
              + radius.malformed()
              + " leaves of this window are no certificate's: verify the trail first");
    }
    if (closed > 0) {
      throw new IllegalArgumentException(
          "report: "
              + closed
              + " leaves of that time cannot be read or opened here: are all months' keys in"
              + " audit-link-keys.folder, and is the trail sound (siegel audit verify)?");
    }
    List<TouchedCertificate> found = radius.certificates();
    if (!found.equals(report.certificates())) {
      throw new IllegalArgumentException(
          "certificates: the trail names "
              + found.size()
              + " of this window, the report "
              + report.certificates().size()
              + ", and they are not the same. Make the report anew.");
    }
  }
}
