package de.siegel.replay.trail;

/** The trail holds something that is no leaf: verify it before anything is concluded from it. */
public final class DamagedTrail extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedTrail(long offset, String what) {
    super(
        "audit.log holds no leaf at offset "
            + offset
            + " ("
            + what
            + "); check the invariants before anything is concluded from it");
  }
}
