package dev.pawl.specs;

import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JSON of integers, longs, booleans, strings without escapes, and lists and records of them: enough
 * for specs of the aggregate.
 */
public final class TinyJson implements Codec {
  @Override
  public byte[] encode(Object value, Type type) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Object value) {
    return switch (value) {
      case String text -> '"' + text + '"';
      case List<?> list ->
          list.stream().map(TinyJson::text).collect(Collectors.joining(",", "[", "]"));
      case Record record ->
          Arrays.stream(record.getClass().getRecordComponents())
              .map(component -> '"' + component.getName() + "\":" + text(part(record, component)))
              .collect(Collectors.joining(",", "{", "}"));
      default -> value.toString();
    };
  }

  private static Object part(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object decode(byte[] json, Type type) {
    return new Reader(new String(json, StandardCharsets.UTF_8)).value(type);
  }

  @Override
  public void check(Type type) {
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() == List.class) {
      check(parameterized.getActualTypeArguments()[0]);
    } else if (type instanceof Class<?> known && known.isRecord()) {
      Arrays.stream(known.getRecordComponents())
          .forEach(component -> check(component.getGenericType()));
    } else if (!List.of(
            Integer.class, int.class, Long.class, long.class, Boolean.class, String.class)
        .contains(type)) {
      throw new PortFailure.Invalid("no JSON for " + type.getTypeName());
    }
  }

  private static final class Reader {
    private final String json;
    private int at;

    Reader(String json) {
      this.json = json;
    }

    Object value(Type type) {
      if (type instanceof ParameterizedType list) {
        return list(list.getActualTypeArguments()[0]);
      }
      Class<?> raw = (Class<?>) type;
      if (raw.isRecord()) {
        return record(raw);
      }
      String text = scalar();
      if (raw == Integer.class || raw == int.class) {
        return Integer.valueOf(text);
      }
      if (raw == Long.class || raw == long.class) {
        return Long.valueOf(text);
      }
      return raw == Boolean.class
          ? (Object) Boolean.valueOf(text)
          : text.substring(1, text.length() - 1);
    }

    private List<Object> list(Type element) {
      List<Object> values = new ArrayList<>();
      at++;
      while (json.charAt(at) != ']') {
        values.add(value(element));
        at += json.charAt(at) == ',' ? 1 : 0;
      }
      at++;
      return values;
    }

    private Object record(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        at = json.indexOf(':', at) + 1;
        values[i] = value(components[i].getGenericType());
      }
      at++;
      try {
        Class<?>[] types =
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private String scalar() {
      int start = at;
      while (at < json.length() && ",]}".indexOf(json.charAt(at)) < 0) {
        at++;
      }
      return json.substring(start, at);
    }
  }
}
