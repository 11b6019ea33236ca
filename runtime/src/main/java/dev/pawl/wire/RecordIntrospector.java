package dev.pawl.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * What Jackson has to know of records: every component must be in the input, and not null, unless
 * it is an {@code Optional} or {@code @Nullable}. Annotations that let the input choose a class are
 * not heeded.
 */
final class RecordIntrospector extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  /** Neither a value nor an element of it may be null. */
  static final JsonSetter.Value NO_NULLS = JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    RecordComponent component = component(member);
    return component == null
        ? super.hasRequiredMarker(config, member)
        : Boolean.valueOf(!mayBeAbsent(component));
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    RecordComponent component = component(annotated);
    if (component == null) {
      return super.findSetterInfo(config, annotated);
    }
    Nulls elements = hasNullableElements(component) ? Nulls.SET : Nulls.FAIL;
    return JsonSetter.Value.construct(mayBeAbsent(component) ? Nulls.SET : Nulls.FAIL, elements);
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return null;
  }

  @Override
  public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
    return null;
  }

  private static @Nullable RecordComponent component(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)) {
      return null;
    }
    Class<?> declaring = parameter.getDeclaringClass();
    RecordComponent[] components = declaring.getRecordComponents();
    boolean canonical =
        components != null && parameter.getOwner().getParameterCount() == components.length;
    return canonical ? components[parameter.getIndex()] : null;
  }

  private static boolean mayBeAbsent(RecordComponent component) {
    return component.getType() == Optional.class || isNullable(component.getAnnotatedType());
  }

  private static boolean hasNullableElements(RecordComponent component) {
    return component.getAnnotatedType() instanceof AnnotatedParameterizedType type
        && Stream.of(type.getAnnotatedActualTypeArguments())
            .anyMatch(RecordIntrospector::isNullable);
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }
}
