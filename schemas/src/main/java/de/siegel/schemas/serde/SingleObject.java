package de.siegel.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.message.BinaryMessageDecoder;

/**
 * Decoders of Avro's single-object encoding (Avro specification, "Single-object encoding") that
 * know every schema which a release wrote a record with. What is signed or kept in a store carries
 * no id of a registry, so an earlier schema has to be known here.
 *
 * <p>Earlier schemas of a record stand in {@code /de/siegel/schemas/earlier/<full name>.json}: an
 * array of complete schemas. A record whose schema never changed has no such file.
 */
public final class SingleObject {
  private static final String EARLIER = "/de/siegel/schemas/earlier/";

  private SingleObject() {}

  /**
   * Teaches a decoder the earlier schemas.
   *
   * @param decoder of the generated class
   * @param current the class's schema
   * @return the same decoder
   */
  public static <T> BinaryMessageDecoder<T> decoder(
      BinaryMessageDecoder<T> decoder, Schema current) {
    GeneratedClasses.trust();
    earlier(current).forEach(decoder::addSchema);
    return decoder;
  }

  /**
   * The earlier schemas of a record, the oldest first.
   *
   * @param current the schema of now
   */
  public static List<Schema> earlier(Schema current) {
    String resource = EARLIER + current.getFullName() + ".json";
    try (InputStream in = SingleObject.class.getResourceAsStream(resource)) {
      List<Schema> schemas = new ArrayList<>();
      if (in != null) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (JsonNode schema : new ObjectMapper().readTree(text)) {
          schemas.add(new SchemaParser().parse(schema.toString()).mainSchema());
        }
      }
      return schemas;
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
