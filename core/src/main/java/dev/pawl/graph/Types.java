package dev.pawl.graph;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /**
   * The arguments that {@code type} gives to the parameters of a generic interface it implements.
   */
  static Type[] arguments(Class<?> type, Class<?> generic) {
    Type[] found = find(type, generic, Map.of());
    if (found == null || Arrays.stream(found).anyMatch(argument -> !resolved(argument))) {
      throw new GraphException(
          type.getName()
              + " should be a class that implements "
              + generic.getSimpleName()
              + " with concrete types,"
              + " found "
              + (found == null ? "none" : Arrays.toString(found))
              + " (a lambda has no types)");
    }
    return found;
  }

  /** The type of what a node is about, of the type of a plan. */
  static Type nodeType(Type plan) {
    Type[] found = find(plan, Plan.class, Map.of());
    if (found == null || !resolved(found[0])) {
      throw new GraphException(
          "the plan of a dag should say what its nodes are about, as the result Plan<Job> of a"
              + " handler does, found "
              + plan.getTypeName());
    }
    return found[0];
  }

  static Type listOf(Type element) {
    return new Applied(List.class, List.of(element));
  }

  static Type groupOf(Type key, Type element) {
    return new Applied(Group.class, List.of(key, element));
  }

  private static Type @Nullable [] find(
      Type type, Class<?> generic, Map<TypeVariable<?>, Type> bound) {
    Class<?> raw;
    Map<TypeVariable<?>, Type> here = new HashMap<>();
    if (type instanceof ParameterizedType parameterized) {
      raw = (Class<?>) parameterized.getRawType();
      Type[] given = parameterized.getActualTypeArguments();
      for (int i = 0; i < given.length; i++) {
        here.put(raw.getTypeParameters()[i], substitute(given[i], bound));
      }
    } else if (type instanceof Class<?> plain) {
      raw = plain;
    } else {
      return null;
    }
    if (raw == generic) {
      return Arrays.stream(raw.getTypeParameters())
          .map(p -> here.getOrDefault(p, p))
          .toArray(Type[]::new);
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

  /** A type with what is known of its variables put in. */
  private static Type substitute(Type type, Map<TypeVariable<?>, Type> bound) {
    if (type instanceof TypeVariable<?> variable) {
      return bound.getOrDefault(variable, variable);
    }
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments =
          Arrays.stream(parameterized.getActualTypeArguments())
              .map(argument -> substitute(argument, bound))
              .toArray(Type[]::new);
      return Arrays.equals(arguments, parameterized.getActualTypeArguments())
          ? parameterized
          : new Applied(parameterized.getRawType(), List.of(arguments));
    }
    return type;
  }

  private static boolean resolved(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return Arrays.stream(parameterized.getActualTypeArguments()).allMatch(Types::resolved);
    }
    return type instanceof Class<?>;
  }

  /** A generic type and its arguments; equal to the JDK's own where both have the same. */
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
      return raw instanceof Class<?> owned ? owned.getDeclaringClass() : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType parameterized
          && parameterized.getRawType().equals(raw)
          && Arrays.equals(parameterized.getActualTypeArguments(), getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return arguments.hashCode();
    }

    @Override
    public String getTypeName() {
      return raw.getTypeName()
          + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
    }

    @Override
    public String toString() {
      return getTypeName();
    }
  }
}
