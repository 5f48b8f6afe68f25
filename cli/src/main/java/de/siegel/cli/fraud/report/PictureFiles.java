package de.siegel.cli.fraud.report;

import de.siegel.cli.CommandFailure;
import java.awt.AWTError;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A picture as SVG and as PNG, from the same drawing. The same counts give the same bytes. */
final class PictureFiles {
  private static final String SVG = "http://www.w3.org/2000/svg";

  /** Twice as many pixels, to be printed. */
  private static final int SCALE = 2;

  private PictureFiles() {}

  /**
   * Finds out whether anything can be drawn, before there is something.
   *
   * @throws CommandFailure if this machine has no font
   */
  static void requireFonts() {
    // Where somebody has a display, none is needed; it has to be said before anything is drawn.
    System.setProperty("java.awt.headless", "true");
    try {
      Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      probe.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("0");
      probe.dispose();
    } catch (RuntimeException | AWTError | InternalError | LinkageError e) {
      throw CommandFailure.negative(
          "The picture cannot be drawn: Java finds no font on this machine. Install some, such as the"
              + " packages fontconfig and fonts-dejavu-core.",
          e);
    }
  }

  /**
   * As an SVG element, without a declaration.
   *
   * @param title what it shows, for who cannot see it
   */
  static String svg(ReportPicture picture, String title) {
    try {
      Document document =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVG, "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      SVGGraphics2D drawing = new SVGGraphics2D(context, false);
      drawing.setSVGCanvasSize(new Dimension(ReportPicture.WIDTH, ReportPicture.HEIGHT));
      picture.draw(drawing);
      Element root = drawing.getRoot(document.getDocumentElement());
      root.setAttribute("viewBox", "0 0 " + ReportPicture.WIDTH + " " + ReportPicture.HEIGHT);
      root.setAttribute("role", "img");
      Element name = document.createElementNS(SVG, "title");
      name.setTextContent(title);
      root.insertBefore(name, root.getFirstChild());
      return text(root);
    } catch (ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("every Java can make and write a document", e);
    }
  }

  private static String text(Element root) throws TransformerException {
    Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(root), new StreamResult(text));
    return text.toString();
  }

  /** As PNG. */
  static byte[] png(ReportPicture picture) {
    BufferedImage image =
        new BufferedImage(
            SCALE * ReportPicture.WIDTH, SCALE * ReportPicture.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawing = image.createGraphics();
    drawing.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawing.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    drawing.scale(SCALE, SCALE);
    picture.draw(drawing);
    drawing.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }
}
