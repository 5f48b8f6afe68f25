package de.siegel.replay.trail;

import de.siegel.schemas.audit.AuditEvent;
import de.siegel.servicekit.record.LeafLinks;

/**
 * A leaf of the trail, read.
 *
 * @param index its number, from 0
 * @param event what it says
 * @param links what links it, as far as this reader may know
 */
public record Leaf(long index, AuditEvent event, LeafLinks links) {}
