package dev.pawl.wire;

import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Values as JSON by Jackson: records and lists of records, with strings, numbers, enums, dates,
 * optionals and maps in them. See {@code docs/reference/wire-format.md}.
 *
 * <p>Nothing in the input chooses a class: types come from the definition alone. Output is compact;
 * fields come in the order of the record's components, and keys of maps sorted. Numbers that JSON
 * does not know are written as the strings {@code "NaN"}, {@code "Infinity"} and {@code
 * "-Infinity"}. A component of type {@code Optional}, or marked {@code @Nullable}, may be absent or
 * null; every other must be there. At most 200 levels are read. Safe for use by many threads.
 */
public final class JsonCodec implements Codec {
  private static final int DEEPEST = 200;
  private static final byte[] EMPTY = {'{', '}'};

  private final JsonMapper mapper = mapper(true);

  /**
   * For values with keys of any kind: each key that was not met before costs a copy of the table of
   * names, ten times as long as the rest.
   */
  private @Nullable JsonMapper freeKeys;

  private final Map<Type, Form> forms = new ConcurrentHashMap<>();

  /**
   * How values of one type are read and written.
   *
   * @param empty the one value of a record without components, else null: it is always {@code {}},
   *     and tasks without input or result are common and many
   */
  private record Form(ObjectReader reader, ObjectWriter writer, @Nullable Object empty) {}

  public JsonCodec() {}

  private static JsonMapper mapper(boolean keepNames) {
    JsonFactory factory =
        JsonFactory.builder()
            .configure(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES, keepNames)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Values are small and many, and threads few and long-lived: a shared pool of buffers
            // costs more than the JSON.
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();
    return JsonMapper.builder(factory)
        .annotationIntrospector(new RecordIntrospector())
        .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
        .disable(
            MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(LogicalType.Textual, JsonCodec::refuseNumbers)
        .changeDefaultNullHandling(_ -> RecordIntrospector.NO_NULLS)
        .addModule(new InputFileModule())
        .addModule(new RecordModule())
        .build();
  }

  private Form form(Type type) {
    Form known = forms.get(type);
    return known != null ? known : forms.computeIfAbsent(type, this::makeForm);
  }

  private Form makeForm(Type type) {
    JsonMapper reading = hasFreeKeys(type) ? freeKeys() : mapper;
    ObjectReader reader = reading.readerFor(reading.constructType(type));
    boolean isEmpty =
        type instanceof Class<?> raw && raw.isRecord() && raw.getRecordComponents().length == 0;
    return new Form(
        reader,
        mapper.writerFor(mapper.constructType(type)),
        isEmpty ? reader.readValue(EMPTY) : null);
  }

  /** Made when a type asks for it: most programs have none that does, and start sooner. */
  private synchronized JsonMapper freeKeys() {
    JsonMapper known = freeKeys;
    if (known == null) {
      known = mapper(false);
      freeKeys = known;
    }
    return known;
  }

  private static boolean hasFreeKeys(Type type) {
    try {
      return JsonTypes.hasFreeKeys(type);
    } catch (PortFailure.Invalid e) {
      return false;
    }
  }

  @Override
  public byte[] encode(Object value, Type type) {
    try {
      Form form = form(type);
      Object empty = form.empty();
      return empty != null && empty.equals(value)
          ? EMPTY.clone()
          : form.writer().writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new PortFailure.Invalid(
          "a value should be writable as JSON of "
              + type.getTypeName()
              + ", found"
              + path(e)
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }

  @Override
  public Object decode(byte[] json, Type type) {
    Object value;
    try {
      Form form = form(type);
      Object empty = form.empty();
      value = empty != null && Arrays.equals(json, EMPTY) ? empty : form.reader().readValue(json);
    } catch (JacksonException e) {
      throw new PortFailure.Invalid(
          "JSON should be a "
              + type.getTypeName()
              + ", found"
              + place(e)
              + path(e)
              + ": "
              + message(e),
          e);
    }
    if (value == null) {
      throw new PortFailure.Invalid("JSON should be a " + type.getTypeName() + ", found null");
    }
    return value;
  }

  @Override
  public void check(Type type) {
    JsonTypes.check(type);
  }

  private static void refuseNumbers(MutableCoercionConfig text) {
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      text.setCoercion(shape, CoercionAction.Fail);
    }
  }

  /** Without the parser's word on its source, which it does not know. */
  private static String message(JacksonException e) {
    String text = e.getOriginalMessage();
    int marker = text.indexOf(" (start marker at [Source");
    return marker < 0 ? text : text.substring(0, marker);
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    boolean known = at != null && at.getLineNr() > 0;
    return known ? " at line " + at.getLineNr() + ", column " + at.getColumnNr() : "";
  }

  /** Such as {@code " in shards[3].size"}. */
  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "" : " in " + path;
  }
}
