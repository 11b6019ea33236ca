package dev.pawl.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A generic type with its arguments, for tests. */
record Generic(Class<?> raw, List<Type> arguments) implements ParameterizedType {
  Generic(Class<?> raw, Type... arguments) {
    this(raw, List.of(arguments));
  }

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
}
