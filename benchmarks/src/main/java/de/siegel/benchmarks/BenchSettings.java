package de.siegel.benchmarks;

/**
 * How the pipeline is measured.
 *
 * @param seconds length of the measurement, after the warm-up
 * @param warmUpSeconds load before it, at most; it ends when the compilers rest
 * @param rate requests a second; 0 for as many as go through
 * @param pharmacies over how many pharmacies the load is spread
 */
public record BenchSettings(int seconds, int warmUpSeconds, int rate, int pharmacies) {}
