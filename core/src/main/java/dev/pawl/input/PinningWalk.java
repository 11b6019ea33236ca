package dev.pawl.input;

import dev.pawl.graph.InputFile;
import dev.pawl.spi.PortFailure;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rebuilds a value with its input files pinned. What holds no file stays the same object. */
@SuppressWarnings("ReferenceEquality")
final class PinningWalk {

  @SuppressWarnings("unchecked")
  <T> T pinned(T value) {
    return (T) pin(value);
  }

  private Object pin(Object value) {
    return switch (value) {
      case InputFile file -> PinnedFiles.pin(file);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case Optional<?> optional -> optional(optional);
      case Record record -> record(record);
      default -> value;
    };
  }

  private @Nullable Object pinNullable(@Nullable Object value) {
    return value == null ? null : pin(value);
  }

  private Optional<?> optional(Optional<?> optional) {
    if (optional.isEmpty()) {
      return optional;
    }
    Object after = pin(optional.get());
    return changed(optional.get(), after) ? Optional.of(after) : optional;
  }

  private List<?> list(List<?> list) {
    List<@Nullable Object> pinned = new ArrayList<>(list.size());
    boolean changed = false;
    for (Object element : list) {
      Object after = pinNullable(element);
      changed |= changed(element, after);
      pinned.add(after);
    }
    return changed ? Collections.unmodifiableList(pinned) : list;
  }

  private Map<?, ?> map(Map<?, ?> map) {
    Map<Object, @Nullable Object> pinned = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object after = pinNullable(entry.getValue());
      changed |= changed(entry.getValue(), after);
      pinned.put(entry.getKey(), after);
    }
    return changed ? Collections.unmodifiableMap(pinned) : map;
  }

  private Object record(Record value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    @Nullable Object[] after = new @Nullable Object[components.length];
    boolean changed = false;
    try {
      for (int i = 0; i < components.length; i++) {
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        Object before = accessor.invoke(value);
        after[i] = pinNullable(before);
        changed |= !components[i].getType().isPrimitive() && changed(before, after[i]);
      }
      return changed ? rebuilt(value.getClass(), components, after) : value;
    } catch (InvocationTargetException e) {
      throw new PortFailure.Invalid(
          "the input " + value.getClass().getName() + " refused its pinned files: " + e.getCause(),
          e);
    } catch (ReflectiveOperationException e) {
      throw new PortFailure.Invalid(
          "the files in the input " + value.getClass().getName() + " cannot be pinned: " + e, e);
    }
  }

  private static Object rebuilt(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values)
      throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  /**
   * What holds no file is given back as the same object, so that users' {@code equals} is not
   * asked.
   */
  @SuppressWarnings("ReferenceEquality")
  private static boolean changed(@Nullable Object before, @Nullable Object after) {
    return before != after;
  }
}
