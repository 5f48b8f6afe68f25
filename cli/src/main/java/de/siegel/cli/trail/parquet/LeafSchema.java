package de.siegel.cli.trail.parquet;

import de.siegel.replay.view.LeafColumn;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of a leaf as a Parquet schema; each may be absent. */
final class LeafSchema {
  /** Names of the levels of a list, as the format's specification wants them. */
  static final String LIST = "list";

  static final String ELEMENT = "element";

  static final MessageType SCHEMA =
      new MessageType("leaf", LeafColumn.ALL.stream().map(LeafSchema::type).toList());

  private LeafSchema() {}

  private static Type type(LeafColumn column) {
    return switch (column.type()) {
      case TIME ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
              .named(column.name());
      case NUMBER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case TEXTS ->
          Types.optionalGroup()
              .as(LogicalTypeAnnotation.listType())
              .addField(
                  Types.repeatedGroup()
                      .required(PrimitiveTypeName.BINARY)
                      .as(LogicalTypeAnnotation.stringType())
                      .named(ELEMENT)
                      .named(LIST))
              .named(column.name());
    };
  }
}
