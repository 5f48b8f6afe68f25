package de.siegel.cli;

import de.siegel.schemas.topic.AccessCatalogue;
import de.siegel.schemas.topic.AccessDifference;
import de.siegel.schemas.topic.TopicCatalogue;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** Holds the ACLs of a cluster against the access catalogue. */
public final class TopicAccess {
  private static final int LONGEST_SECONDS = 30;

  private final Admin admin;
  private final TopicCatalogue topics;
  private final boolean test;

  /**
   * @param test whether a test authority is there in place of the others
   */
  public TopicAccess(Admin admin, TopicCatalogue topics, boolean test) {
    this.admin = admin;
    this.topics = topics;
    this.test = test;
  }

  /** All that the catalogue wants. */
  public Set<AclBinding> wanted() {
    return AccessCatalogue.of(topics, test);
  }

  /**
   * What the cluster has otherwise.
   *
   * @throws CommandFailure if the brokers do not say, or ask nobody who comes
   */
  public AccessDifference difference() {
    return AccessDifference.of(
        topics, test, answer(admin.describeAcls(AclBindingFilter.ANY).values()));
  }

  /** Makes permissions. */
  public void make(Collection<AclBinding> missing) {
    answer(admin.createAcls(missing).all());
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SecurityDisabledException
          ? CommandFailure.negative(
              "The brokers have no authorizer: whoever reaches them may do anything. Set"
                  + " authorizer.class.name, and a listener that asks who comes.",
              e)
          : CommandFailure.negative("The brokers refuse: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.negative("The brokers do not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.negative("Stopped while waiting for the brokers.", e);
    }
  }
}
