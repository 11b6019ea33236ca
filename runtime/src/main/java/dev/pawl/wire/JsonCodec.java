package dev.pawl.wire;

import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON by Jackson: records and lists of records, with strings, numbers, enums, dates and optionals in them.
 *
 * <p>Nothing in the input chooses a class: types come from the definition alone. Numbers that JSON does not know are written as the
 * strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. A component of type {@code Optional} may be absent; every
 * other must be there. Safe for many threads.
 */
public final class JsonCodec implements Codec {
  private static final int DEEPEST = 200;

  private final JsonMapper mapper;
  private final JsonTypes types = new JsonTypes();

  public JsonCodec() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .disable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();
    this.mapper =
        JsonMapper.builder(factory)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new InputFileModule())
            .build();
  }

  @Override
  public byte[] encode(Object value, Type type) {
    try {
      return mapper.writerFor(javaType(type)).writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new PortFailure.Invalid("a value of " + type.getTypeName() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public Object decode(byte[] json, Type type) {
    try {
      Object value = mapper.readerFor(javaType(type)).readValue(json);
      if (value == null) {
        throw new PortFailure.Invalid("a value of " + type.getTypeName() + " is needed, found null");
      }
      return value;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place = at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new PortFailure.Invalid("JSON should be a " + type.getTypeName() + ", found" + place + ": " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void check(Type type) {
    types.check(type);
    javaType(type);
  }

  private JavaType javaType(Type type) {
    return mapper.constructType(type);
  }
}
