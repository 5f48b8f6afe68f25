package de.siegel.desk;

/**
 * A record that persons sign.
 *
 * @param id of the record
 * @param signers how many have signed
 * @param isPublished whether that was enough
 */
public record Signed(String id, int signers, boolean isPublished) {}
