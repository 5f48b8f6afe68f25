package de.siegel.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegel.certificate.CertificateFormat;
import de.siegel.certificate.CertificateFormats;
import de.siegel.certificate.Checked;
import de.siegel.certificate.FieldError;
import de.siegel.certificate.IssuingPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The samples are what they say, so that a system test fails for the pipeline's reasons only. */
class SampleContentTest {
  private static final CertificateFormat FORMAT =
      CertificateFormats.under(IssuingPolicy.germany(true)).byId("eu-dcc-1.3").orElseThrow();

  @RepeatedTest(50)
  void goodContentIsAccepted(RepetitionInfo repetition) {
    byte[] content = new SampleContent(repetition.getCurrentRepetition()).good(2);

    assertThat(FORMAT.check(content, Instant.now())).isInstanceOf(Checked.Accepted.class);
  }

  @RepeatedTest(50)
  void badContentIsRefusedForItsReason(RepetitionInfo repetition) {
    SampleContent.Bad bad = new SampleContent(repetition.getCurrentRepetition()).bad(2);

    assertThat(((Checked.Refused) FORMAT.check(bad.json(), Instant.now())).errors())
        .as(new String(bad.json(), StandardCharsets.UTF_8))
        .extracting(FieldError::code, FieldError::field)
        .contains(tuple(bad.code(), bad.field()));
  }
}
