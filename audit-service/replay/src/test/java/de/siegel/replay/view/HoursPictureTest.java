package de.siegel.replay.view;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegel.replay.Events;
import de.siegel.replay.trail.Leaf;
import de.siegel.schemas.audit.AuditKind;
import de.siegel.servicekit.record.LeafLinks;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class HoursPictureTest {
  /** Half past one at night in Germany, still the day before in UTC. */
  private static final Instant NIGHT = Instant.parse("2026-07-03T23:30:00Z");

  private final StringWriter out = new StringWriter();
  private final ReplaySvg svg = new ReplaySvg(out, "</text><script>alert(1)</script>\u0007&\"");

  @Test
  void countsByTheGermanDayAndHour() throws Exception {
    write(AuditKind.ISSUED, NIGHT, 12);
    write(AuditKind.REJECTED, NIGHT, 2);
    write(AuditKind.CONFLICT, NIGHT, 1);
    write(AuditKind.HELD, NIGHT.plus(Duration.ofHours(1)), 4);
    write(AuditKind.STEP_UP, NIGHT.plus(Duration.ofHours(1)), 5);

    NodeList titles = picture().getElementsByTagName("title");

    assertThat(titles.getLength()).isEqualTo(2);
    assertThat(titles.item(0).getTextContent()).isEqualTo("2026-07-04 01 h: 12 issued, 3 refused");
    assertThat(titles.item(1).getTextContent()).isEqualTo("2026-07-04 02 h: 4 held, 5 stepped up");
    assertThat(out.toString()).contains("12 / 3 / 4 / 5");
  }

  @Test
  void isXmlOfShapesAndTextsAlone() throws Exception {
    write(AuditKind.ISSUED, NIGHT, 3);

    NodeList all = picture().getElementsByTagName("*");
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      names.add(all.item(i).getNodeName());
    }

    assertThat(names).containsExactly("g", "rect", "svg", "text", "title");
    assertThat(out.toString())
        .doesNotContain("<script", "href", "\u0007")
        .doesNotContainPattern(" on[a-z]+=");
  }

  @Test
  void namesItsColours() throws Exception {
    assertThat(picture().getDocumentElement().getTextContent())
        .contains("issued", "refused", "held", "stepped up", "Nothing was decided");
  }

  @Test
  void leavesAloneWhatIsNoEndOfARequest() throws Exception {
    write(AuditKind.APPROVED, NIGHT, 3);
    write(AuditKind.REPEATED, NIGHT, 3);

    assertThat(picture().getElementsByTagName("title").getLength()).isZero();
  }

  @Test
  void keepsTheDaysOfAYearAndSaysSo() throws Exception {
    for (int day = 0; day < 400; day++) {
      write(AuditKind.ISSUED, NIGHT.plus(Duration.ofDays(day)), 1);
    }

    assertThat(picture().getElementsByTagName("title").getLength()).isEqualTo(366);
    assertThat(out.toString()).contains("the last 366 days");
  }

  private void write(AuditKind kind, Instant at, int times) {
    for (int i = 0; i < times; i++) {
      svg.write(
          new Leaf(
              i, at, Events.decided(kind, "s", Events.decision(at, 0, i)), new LeafLinks.None()));
    }
  }

  private Document picture() throws Exception {
    svg.end();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(out.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
