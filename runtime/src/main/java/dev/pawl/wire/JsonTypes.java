package dev.pawl.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which types may travel: those whose JSON is clear from the type alone. Anything that would leave
 * the choice of a class to the input is refused. A generic record may travel where its arguments
 * are known and may.
 */
final class JsonTypes {
  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Character.class,
          java.math.BigDecimal.class,
          java.math.BigInteger.class,
          java.util.UUID.class,
          java.net.URI.class);
  private static final Set<Class<?>> CONTAINERS =
      Set.of(List.class, Set.class, Map.class, Optional.class);

  private JsonTypes() {}

  /**
   * Throws {@link PortFailure.Invalid} with the place and the reason where a type may not travel.
   */
  static void check(Type type) {
    check(type, type.getTypeName(), new HashSet<>());
  }

  /** Whether a value of a type that may travel can have keys that the type does not name. */
  static boolean hasFreeKeys(Type type) {
    Set<Type> seen = new HashSet<>();
    check(type, type.getTypeName(), seen);
    return seen.stream()
        .anyMatch(part ->
            part instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && map.getActualTypeArguments()[0] == String.class);
  }

  private static void check(Type type, String path, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType parameterized) {
      if (parameterized.getRawType() instanceof Class<?> raw && raw.isRecord()) {
        checkGenericRecord(raw, parameterized, path, seen);
      } else {
        checkContainer(parameterized, path, seen);
      }
    } else if (type instanceof Class<?> raw) {
      checkClass(raw, path, seen);
    } else {
      throw refuse(path, "a type variable or wildcard: " + type.getTypeName());
    }
  }

  /** Its arguments, and its components with the arguments in their places. */
  private static void checkGenericRecord(
      Class<?> raw, ParameterizedType type, String path, Set<Type> seen) {
    Map<Type, Type> bound = new HashMap<>();
    for (int i = 0; i < raw.getTypeParameters().length; i++) {
      Type argument = type.getActualTypeArguments()[i];
      check(argument, path + " of " + argument.getTypeName(), seen);
      bound.put(raw.getTypeParameters()[i], argument);
    }
    checkComponents(raw, bound, path, seen);
  }

  private static void checkContainer(ParameterizedType type, String path, Set<Type> seen) {
    Class<?> raw = (Class<?>) type.getRawType();
    if (!CONTAINERS.contains(raw)) {
      throw refuse(
          path,
          "the generic type " + type.getTypeName() + "; use List, Set, Map, Optional or a record");
    }
    Type[] arguments = type.getActualTypeArguments();
    if (raw == Map.class
        && !(arguments[0] == String.class
            || (arguments[0] instanceof Class<?> key && key.isEnum()))) {
      throw refuse(path, "a map whose keys are " + arguments[0].getTypeName() + "; use strings");
    }
    for (Type argument : arguments) {
      if (argument instanceof ParameterizedType inner && inner.getRawType() == Optional.class) {
        throw refuse(
            path, "an Optional as an element: " + type.getTypeName() + "; leave the element out");
      }
      check(argument, path + " of " + argument.getTypeName(), seen);
    }
  }

  private static void checkClass(Class<?> raw, String path, Set<Type> seen) {
    if (raw.isAnnotationPresent(JsonTypeInfo.class)) {
      throw refuse(
          path, "a type whose class the input would choose (@JsonTypeInfo): " + raw.getName());
    }
    boolean time =
        TemporalAccessor.class.isAssignableFrom(raw) || TemporalAmount.class.isAssignableFrom(raw);
    if (raw.isPrimitive() || PLAIN.contains(raw) || raw.isEnum() || (time && !raw.isInterface())) {
      return;
    }
    if (raw.isArray()) {
      check(raw.getComponentType(), path + "[]", seen);
      return;
    }
    if (raw.isRecord()) {
      checkComponents(raw, Map.of(), path, seen);
      return;
    }
    String what =
        raw.isInterface() || Modifier.isAbstract(raw.getModifiers())
            ? "an interface or abstract class"
            : "a class that is no record";
    throw refuse(path, what + ": " + raw.getName());
  }

  private static void checkComponents(
      Class<?> raw, Map<Type, Type> bound, String path, Set<Type> seen) {
    for (RecordComponent component : raw.getRecordComponents()) {
      String place = path + "." + component.getName();
      if (component.getAccessor().isAnnotationPresent(JsonTypeInfo.class)) {
        throw refuse(place, "a component whose class the input would choose (@JsonTypeInfo)");
      }
      check(put(component.getGenericType(), bound), place, seen);
    }
  }

  /** A type with arguments in the places of variables. */
  private static Type put(Type type, Map<Type, Type> bound) {
    if (bound.isEmpty() || !(type instanceof ParameterizedType generic)) {
      return bound.getOrDefault(type, type);
    }
    List<Type> arguments =
        Stream.of(generic.getActualTypeArguments()).map(argument -> put(argument, bound)).toList();
    return new Applied(generic.getRawType(), arguments);
  }

  private record Applied(Type raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }

    @Override
    public String getTypeName() {
      return raw.getTypeName() + arguments.stream().map(Type::getTypeName).toList();
    }
  }

  private static PortFailure.Invalid refuse(String path, String found) {
    return new PortFailure.Invalid(
        path + " should be a record, a list, or a plain value, found " + found);
  }
}
