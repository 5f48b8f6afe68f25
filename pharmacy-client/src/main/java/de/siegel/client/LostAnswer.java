package de.siegel.client;

/** What to do where a request was issued before, to a session whose secret is gone. */
public enum LostAnswer {
  /** Ask for a certificate in place of the lost one. */
  REISSUE,

  /** Hand on that it was ({@code REPEATED}), with the id of the certificate. */
  TELL
}
