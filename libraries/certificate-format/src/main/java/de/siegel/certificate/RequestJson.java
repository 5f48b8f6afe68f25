package de.siegel.certificate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a request's bytes as one JSON object, with bounds, before any rule is looked at. */
final class RequestJson {

  static final int MAXIMUM_BYTES = 64 * 1024;

  // Jackson's message for a name that stands twice goes unread: it quotes the input.
  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(WorkingBuffers.pool())
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(32)
                          .maxNameLength(256)
                          .maxStringLength(MAXIMUM_BYTES)
                          .maxDocumentLength(MAXIMUM_BYTES)
                          .build())
                  // Keys come from outside; a shared symbol table would keep them.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  private RequestJson() {}

  /**
   * @return the object, or null after an error was added
   */
  static ObjectNode read(byte[] request, Errors errors) {
    if (request.length > MAXIMUM_BYTES) {
      errors.add(ErrorCode.TOO_LARGE, "");
      return null;
    }
    try (JsonParser parser = READER.createParser(decodeUtf8(request))) {
      JsonNode node = READER.readTree(parser);
      if (node instanceof ObjectNode object && parser.nextToken() == null) {
        return object;
      }
      errors.add(ErrorCode.MALFORMED_JSON, "");
    } catch (CharacterCodingException e) {
      errors.add(ErrorCode.MALFORMED_JSON, "");
    } catch (StreamConstraintsException e) {
      errors.add(ErrorCode.TOO_DEEP, "");
    } catch (MismatchedInputException e) {
      errors.add(ErrorCode.DUPLICATE_KEY, "");
    } catch (JsonProcessingException e) {
      errors.add(ErrorCode.MALFORMED_JSON, "");
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail to be read", e);
    }
    return null;
  }

  private static String decodeUtf8(byte[] bytes) throws CharacterCodingException {
    // A new decoder reports malformed bytes; String's constructor would replace them.
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
