package de.siegel.client;

import de.siegel.client.session.SessionSecrets;
import de.siegel.identity.session.SessionAuthority;
import de.siegel.schemas.registry.SchemaRegistry;
import java.security.Provider;
import java.time.Duration;
import java.util.Map;

/**
 * How a pharmacy backend reaches the pipeline.
 *
 * @param kafka settings of all Kafka clients: {@code bootstrap.servers}, TLS, SASL
 * @param registry the schema registry
 * @param authority who opens sessions
 * @param tenant the name under which this reader was admitted; its replies come to {@code
 *     certificate.outcomes.<tenant>}
 * @param provider does Ed25519 and AES-GCM
 * @param linger how long a request may wait for others to travel with
 * @param certificates what is demanded of a certificate before it is handed on; {@link
 *     CertificateCheck#against}, or {@link CertificateCheck#UNCHECKED} on purpose
 * @param secrets where the secrets of sessions outlive the process
 */
public record ClientSettings(
    Map<String, Object> kafka,
    SchemaRegistry registry,
    SessionAuthority authority,
    String tenant,
    Provider provider,
    Duration linger,
    CertificateCheck certificates,
    SessionSecrets secrets) {
  public ClientSettings {
    kafka = Map.copyOf(kafka);
  }

  /** Without anything that outlives the process. */
  public ClientSettings(
      Map<String, Object> kafka,
      SchemaRegistry registry,
      SessionAuthority authority,
      String tenant,
      Provider provider,
      Duration linger,
      CertificateCheck certificates) {
    this(kafka, registry, authority, tenant, provider, linger, certificates, SessionSecrets.NONE);
  }
}
