package dev.pawl.graph;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out which types a generic interface was implemented with. */
final class Types {
  private Types() {}

  /** Input and result of a handler. */
  record HandlerTypes(Type input, Type result) {}

  static HandlerTypes handlerTypes(Class<?> handler) {
    Type[] arguments = arguments(handler, TaskHandler.class);
    return new HandlerTypes(arguments[0], arguments[1]);
  }

  /** The arguments that {@code type} gives to the parameters of a generic interface it implements. */
  static Type[] arguments(Class<?> type, Class<?> generic) {
    Type[] found = find(type, generic, Map.of());
    if (found == null || Arrays.stream(found).anyMatch(argument -> !resolved(argument))) {
      throw new GraphException(
          type.getName() + " should be a class that implements " + generic.getSimpleName() + " with concrete types,"
              + " found " + (found == null ? "none" : Arrays.toString(found)) + " (a lambda has no types)");
    }
    return found;
  }

  static Type listOf(Type element) {
    return new ListOf(element);
  }

  private static Type @Nullable [] find(Type type, Class<?> generic, Map<TypeVariable<?>, Type> bound) {
    Class<?> raw;
    Map<TypeVariable<?>, Type> here = new HashMap<>();
    if (type instanceof ParameterizedType parameterized) {
      raw = (Class<?>) parameterized.getRawType();
      Type[] given = parameterized.getActualTypeArguments();
      for (int i = 0; i < given.length; i++) {
        here.put(raw.getTypeParameters()[i], bound.getOrDefault(given[i], given[i]));
      }
    } else if (type instanceof Class<?> plain) {
      raw = plain;
    } else {
      return null;
    }
    if (raw == generic) {
      return Arrays.stream(raw.getTypeParameters()).map(p -> here.getOrDefault(p, p)).toArray(Type[]::new);
    }
    for (Type parent : raw.getGenericInterfaces()) {
      Type[] found = find(parent, generic, here);
      if (found != null) {
        return found;
      }
    }
    Type parent = raw.getGenericSuperclass();
    return parent == null ? null : find(parent, generic, here);
  }

  private static boolean resolved(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return Arrays.stream(parameterized.getActualTypeArguments()).allMatch(Types::resolved);
    }
    return type instanceof Class<?>;
  }

  private record ListOf(Type element) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {element};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType parameterized
          && parameterized.getRawType() == List.class
          && Objects.equals(parameterized.getActualTypeArguments()[0], element);
    }

    @Override
    public int hashCode() {
      return element.hashCode();
    }

    @Override
    public String getTypeName() {
      return "java.util.List<" + element.getTypeName() + ">";
    }

    @Override
    public String toString() {
      return getTypeName();
    }
  }
}
