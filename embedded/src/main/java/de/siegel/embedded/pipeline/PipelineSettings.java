package de.siegel.embedded.pipeline;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the embedded pipeline runs.
 *
 * @param dataFolder everything that lasts
 * @param ports where its parts listen on loopback
 * @param pharmacies how many test pharmacies there are
 * @param overrides settings of all stages beyond the defaults
 * @param access whether each part has a principal of its own and may do only what the access
 *     catalogue allows; otherwise anybody on this machine may do anything
 */
public record PipelineSettings(
    Path dataFolder, Ports ports, int pharmacies, Map<String, String> overrides, boolean access) {
  /** Without access control. */
  public PipelineSettings(
      Path dataFolder, Ports ports, int pharmacies, Map<String, String> overrides) {
    this(dataFolder, ports, pharmacies, overrides, false);
  }

  /** The direct reader of the embedded pipeline. */
  public static final String TENANT = "quickstart";

  /** Partitions of each topic that is keyed by pharmacy. */
  public static final int PARTITIONS = 6;

  public PipelineSettings {
    overrides = Map.copyOf(overrides);
  }

  /**
   * Ports on loopback; 0 for any that is free.
   *
   * @param broker Kafka
   * @param registry schema registry
   * @param sessions session authority
   * @param management health and metrics
   * @param desk admission desk
   * @param ti simulated TI
   * @param epochs holder of epoch keys
   * @param revocations service of revocations
   * @param fraudDesk fraud desk
   */
  public record Ports(
      int broker,
      int registry,
      int sessions,
      int management,
      int desk,
      int ti,
      int epochs,
      int revocations,
      int fraudDesk) {
    /** The ports of the quickstart that stays. */
    public static final Ports FIXED =
        new Ports(29_092, 28_081, 28_090, 28_080, 28_091, 28_092, 28_093, 28_096, 28_097);

    /** All of them moved by so much. */
    public Ports shifted(int by) {
      return new Ports(
          broker + by,
          registry + by,
          sessions + by,
          management + by,
          desk + by,
          ti + by,
          epochs + by,
          revocations + by,
          fraudDesk + by);
    }

    /** Whatever is free. */
    public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
