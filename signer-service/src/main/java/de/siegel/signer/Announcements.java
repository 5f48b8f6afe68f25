package de.siegel.signer;

/** Whether what was announced to the trail gets into its log. */
interface Announcements {
  /**
   * Looks before the key is used.
   *
   * @throws TrailLags if something was announced too long ago and is still in no checkpoint
   */
  void requireCovered();

  /** Something was announced, durably, at this place of audit.events. */
  void announced(int partition, long offset);
}
