/** Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature). */
package de.siegel.tamperlog.note;
