package de.siegel.benchmarks;

import java.util.Map;

/**
 * What was measured.
 *
 * @param certificates issued within the measurement
 * @param refused answered otherwise
 * @param stopped of them, stepped up or held by the fraud rules
 * @param certificatesPerSecond issued a second
 * @param cpuMicrosPerCertificate CPU of the whole pipeline, without the load generator's
 * @param generatorMicrosPerCertificate CPU of the load generator
 * @param p50Millis from submit to reply
 * @param p99Millis from submit to reply
 * @param maxMillis from submit to reply
 * @param limit the yardstick, measured before and after in the same run
 * @param microsByPart CPU a certificate by part, in a readable order
 */
public record BenchResult(
    long certificates,
    long refused,
    long stopped,
    double certificatesPerSecond,
    double cpuMicrosPerCertificate,
    double generatorMicrosPerCertificate,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    SignatureLimit limit,
    Map<String, Double> microsByPart) {

  BenchResult withLimit(SignatureLimit other) {
    return new BenchResult(
        certificates,
        refused,
        stopped,
        certificatesPerSecond,
        cpuMicrosPerCertificate,
        generatorMicrosPerCertificate,
        p50Millis,
        p99Millis,
        maxMillis,
        other,
        microsByPart);
  }

  /** Certificates a second over the limit. */
  public double ratio() {
    return certificatesPerSecond / limit.perSecond();
  }
}
