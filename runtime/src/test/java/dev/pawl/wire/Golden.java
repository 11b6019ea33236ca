package dev.pawl.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pawl.run.IndexSet;
import dev.pawl.run.IntLists;
import dev.pawl.run.Payloads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The golden files: bytes of events and messages as they were first written, with the same in JSON
 * beside them for reading. Events begin with the byte of their type number. Files that exist are
 * never written again.
 */
final class Golden {
  private static final JsonMapper READABLE =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .addModule(
              new SimpleModule()
                  .addSerializer(new Text<>(IndexSet.class))
                  .addSerializer(new Text<>(IntLists.class))
                  .addSerializer(new Text<>(Payloads.class))
                  .addSerializer(new Text<>(byte[].class)))
          .build();

  private Golden() {}

  /** Writes the files of samples that have none yet, into the folder that is the first argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (var sample : Samples.events().entrySet()) {
      writeMissing(
          folder,
          "event-" + sample.getKey(),
          bytes(EventCodec.encode(sample.getValue())),
          sample.getValue());
    }
    for (var sample : Samples.messages().entrySet()) {
      writeMissing(
          folder,
          "message-" + sample.getKey(),
          MessageCodec.encode(sample.getValue()),
          sample.getValue());
    }
  }

  static byte[] bytes(dev.pawl.spi.EventStore.EventRecord record) {
    byte[] bytes = new byte[record.payload().length + 1];
    bytes[0] = (byte) record.type();
    System.arraycopy(record.payload(), 0, bytes, 1, record.payload().length);
    return bytes;
  }

  static byte[] read(String name) {
    try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
      if (file == null) {
        throw new AssertionError("a golden file " + name + " is missing");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String readable(Object value) {
    return READABLE.writeValueAsString(value) + "\n";
  }

  private static void writeMissing(Path folder, String name, byte[] bytes, Object value)
      throws IOException {
    Path file = folder.resolve(name + ".bin");
    if (Files.notExists(file)) {
      Files.write(file, bytes);
      Files.writeString(folder.resolve(name + ".json"), readable(value));
    }
  }

  /** Shows columns as text. */
  private static final class Text<T> extends StdSerializer<T> {
    Text(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializationContext context) {
      switch (value) {
        case byte[] bytes -> json.writeString(new String(bytes, StandardCharsets.UTF_8));
        case Payloads values -> {
          json.writeStartArray();
          IntStream.range(0, values.size()).forEach(i -> json.writeString(values.text(i)));
          json.writeEndArray();
        }
        default -> json.writeString(value.toString());
      }
    }
  }
}
