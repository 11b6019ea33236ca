package dev.pawl.specs;

import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON of integers, longs, booleans, strings without escapes, and lists and records of them, the
 * latter generic too: enough for specs of the aggregate.
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
    } else if (type instanceof ParameterizedType parameterized) {
      Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::check);
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
      return value(type, Map.of());
    }

    private Object value(Type type, Map<Type, Type> bound) {
      if (type instanceof ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == List.class) {
          return list(arguments[0], bound);
        }
        Map<Type, Type> inner = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
          inner.put(raw.getTypeParameters()[i], bound.getOrDefault(arguments[i], arguments[i]));
        }
        return record(raw, inner);
      }
      Class<?> raw = (Class<?>) bound.getOrDefault(type, type);
      if (raw.isRecord()) {
        return record(raw, Map.of());
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

    private List<Object> list(Type element, Map<Type, Type> bound) {
      List<Object> values = new ArrayList<>();
      at++;
      while (json.charAt(at) != ']') {
        values.add(value(element, bound));
        at += json.charAt(at) == ',' ? 1 : 0;
      }
      at++;
      return values;
    }

    private Object record(Class<?> type, Map<Type, Type> bound) {
      RecordComponent[] components = type.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        at = json.indexOf(':', at) + 1;
        values[i] = value(components[i].getGenericType(), bound);
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
