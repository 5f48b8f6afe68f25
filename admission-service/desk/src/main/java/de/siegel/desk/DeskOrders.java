package de.siegel.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegel.identity.trust.SignedOrder;
import de.siegel.servicekit.authority.Orders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * What persons of the desk order with their own keys, other than records that they sign themselves.
 * None of it lets anybody issue.
 */
final class DeskOrders {
  private static final String NEWEST = "newest";
  private static final String ALL = "all";

  private final Orders orders;
  private final Supplier<ApplicationDesk> applications;
  private final Supplier<BrakeDesk> brakes;
  private final Supplier<WaveDesk> waves;

  DeskOrders(
      Orders orders,
      Supplier<ApplicationDesk> applications,
      Supplier<BrakeDesk> brakes,
      Supplier<WaveDesk> waves) {
    this.orders = orders;
    this.applications = applications;
    this.brakes = brakes;
    this.waves = waves;
  }

  /**
   * Follows an order.
   *
   * @return what to answer: the file, or the plan
   * @throws de.siegel.servicekit.authority.OrderRefused if it is not signed, fresh and new
   * @throws IllegalArgumentException naming the field that is wrong
   */
  ObjectNode follow(SignedOrder order) {
    orders.take(order);
    String person = order.keyId();
    List<String> details = order.details();
    return switch (order.action()) {
      case "application.licence" -> {
        require(details, "id, origin, reference", 3);
        yield ApplicationRoutes.json(
            applications
                .get()
                .confirmLicence(details.get(0), details.get(1), details.get(2), person));
      }
      case "application.letter" -> {
        require(details, "id, address", 2);
        yield ApplicationRoutes.json(
            applications.get().sendCode(details.get(0), details.get(1), person));
      }
      case "application.revoke" -> {
        require(details, "id, reason", 2);
        yield ApplicationRoutes.json(revoke(details.get(0), details.get(1), person));
      }
      case "wave.plan" -> {
        require(details, "the plan as JSON", 1);
        WaveRoutes.plan(waves.get(), details.get(0).getBytes(StandardCharsets.UTF_8), person);
        yield plan();
      }
      case "wave.pause" -> {
        require(details, "nothing", 0);
        waves.get().pause(person);
        yield plan();
      }
      case "wave.resume" -> {
        require(details, "nothing", 0);
        waves.get().resume(person);
        yield plan();
      }
      case "wave.roll-back" -> {
        require(details, NEWEST + " or " + ALL + ", reason", 2);
        waves.get().rollBack(isAll(details.get(0)), details.get(1), person);
        yield plan();
      }
      default ->
          throw new IllegalArgumentException(
              "action: must be application.licence, application.letter,"
                  + " application.revoke, wave.plan, wave.pause,"
                  + " wave.resume or wave.roll-back");
    };
  }

  /** Stopped first, so that whatever happens in between it does not go on. */
  ApplicationDesk.Answer revoke(String pharmacyId, String reason, String person) {
    if (applications.get().file(pharmacyId).isEmpty()
        && applications.get().inForce(pharmacyId).isPresent()) {
      return new ApplicationDesk.Answer.Refused(
          "NO_FILE",
          "It was not admitted through this desk, so there is no file to end. Stop it: siegel"
              + " admission suspend --pharmacy.");
    }
    boolean stops =
        applications.get().inForce(pharmacyId).isPresent()
            && applications.get().keepsFromRevoking(pharmacyId, reason, person).isEmpty();
    if (stops) {
      brakes.get().stop(pharmacyId, "revoked", "");
    }
    return applications.get().revoke(pharmacyId, reason, person);
  }

  private ObjectNode plan() {
    return WaveRoutes.view(waves.get());
  }

  private static boolean isAll(String which) {
    return switch (which) {
      case ALL -> true;
      case NEWEST -> false;
      default -> throw new IllegalArgumentException("details: first must be newest or all");
    };
  }

  private static void require(List<String> details, String what, int count) {
    if (details.size() != count) {
      throw new IllegalArgumentException("details: must be " + what);
    }
  }
}
