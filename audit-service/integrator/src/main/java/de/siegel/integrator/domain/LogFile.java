package de.siegel.integrator.domain;

/**
 * A file of the log.
 *
 * @param path below the log's prefix
 * @param content whole
 * @param isPublic whether anybody may read it: tiles and checkpoints, never entries
 */
public record LogFile(String path, byte[] content, boolean isPublic) {}
