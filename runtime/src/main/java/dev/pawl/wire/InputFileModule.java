package dev.pawl.wire;

import dev.pawl.graph.InputFile;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads an {@link InputFile} from its path alone, as users write it, or from its fields, as the log
 * keeps it.
 */
final class InputFileModule extends SimpleModule {
  InputFileModule() {
    super("pawl-input-file");
    addDeserializer(InputFile.class, new Reader());
  }

  private record Fields(String path, long size, String sha256) {}

  private static final class Reader extends StdDeserializer<InputFile> {
    Reader() {
      super(InputFile.class);
    }

    @Override
    public InputFile deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return InputFile.of(parser.getString());
      }
      Fields fields = context.readValue(parser, Fields.class);
      return new InputFile(fields.path(), fields.size(), fields.sha256());
    }
  }
}
