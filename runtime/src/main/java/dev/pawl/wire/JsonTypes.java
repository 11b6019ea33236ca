package dev.pawl.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which types may travel: those whose JSON is clear from the type alone. Anything that would leave
 * the choice of a class to the input is refused.
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

  private static void check(Type type, String path, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType parameterized) {
      checkContainer(parameterized, path, seen);
    } else if (type instanceof Class<?> raw) {
      checkClass(raw, path, seen);
    } else {
      throw refuse(path, "a type variable or wildcard: " + type.getTypeName());
    }
  }

  private static void checkContainer(ParameterizedType type, String path, Set<Type> seen) {
    Class<?> raw = (Class<?>) type.getRawType();
    if (!CONTAINERS.contains(raw)) {
      throw refuse(
          path, "the generic type " + type.getTypeName() + "; use List, Set, Map or Optional");
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
      for (RecordComponent component : raw.getRecordComponents()) {
        if (component.getAccessor().isAnnotationPresent(JsonTypeInfo.class)) {
          throw refuse(
              path + "." + component.getName(),
              "a component whose class the input would choose (@JsonTypeInfo)");
        }
        check(component.getGenericType(), path + "." + component.getName(), seen);
      }
      return;
    }
    String what =
        raw.isInterface() || Modifier.isAbstract(raw.getModifiers())
            ? "an interface or abstract class"
            : "a class that is no record";
    throw refuse(path, what + ": " + raw.getName());
  }

  private static PortFailure.Invalid refuse(String path, String found) {
    return new PortFailure.Invalid(
        path + " should be a record, a list, or a plain value, found " + found);
  }
}
