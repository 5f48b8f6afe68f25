package de.siegel.replay.trail;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.servicekit.record.LeafLinks;
import java.time.Instant;

/**
 * A leaf of the trail, read.
 *
 * @param index its number, from 0
 * @param loggedAt when the broker appended it to audit.log, by its clock
 * @param event what it says
 * @param links what links it, as far as this reader may know
 */
public record Leaf(long index, Instant loggedAt, AuditEvent event, LeafLinks links) {}
