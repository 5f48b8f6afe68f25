package de.siegel.cli.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.certificate.Base45;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class InspectionPropertyTest {

  @Property
  void answersAnyText(@ForAll String text) {
    assertThat(Inspection.of("HC1:" + text).layers()).isNotEmpty();
  }

  @Property
  void answersAnyContent(@ForAll byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] buffer = new byte[content.length * 2 + 64];
    int length = deflater.deflate(buffer);
    deflater.end();

    Inspection inspection =
        Inspection.of("HC1:" + Base45.encode(java.util.Arrays.copyOf(buffer, length)));

    assertThat(inspection.layers()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(inspection.isComplete()).isFalse();
  }
}
