package dev.pawl.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Makes records through one method handle that takes all components at once. Jackson adapts a
 * handle anew at each call, which was a tenth of the time of reading a small record.
 */
final class RecordModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  RecordModule() {
    super("pawl-record");
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addValueInstantiators(new Instantiators());
  }

  private static final class Instantiators extends ValueInstantiators.Base {
    @Override
    public ValueInstantiator modifyValueInstantiator(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        ValueInstantiator found) {
      Class<?> type = description.getBeanClass();
      return type.isRecord() && found.getClass() == StdValueInstantiator.class
          ? new RecordInstantiator((StdValueInstantiator) found, constructor(type))
          : found;
    }

    private static MethodHandle constructor(Class<?> type) {
      try {
        Class<?>[] components =
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> canonical = type.getDeclaredConstructor(components);
        canonical.setAccessible(true);
        return MethodHandles.lookup()
            .unreflectConstructor(canonical)
            .asSpreader(Object[].class, components.length)
            .asType(MethodType.methodType(Object.class, Object[].class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "a record has a canonical constructor, found none of " + type, e);
      }
    }
  }

  private static final class RecordInstantiator extends StdValueInstantiator {
    private static final long serialVersionUID = 1;

    private final transient MethodHandle constructor;

    RecordInstantiator(StdValueInstantiator found, MethodHandle constructor) {
      super(found);
      this.constructor = constructor;
    }

    /** What goes wrong goes wrong again in Jackson's own way, which tells of it. */
    @Override
    public Object createFromObjectWith(DeserializationContext context, Object[] components) {
      try {
        return (Object) constructor.invokeExact(components);
      } catch (Error e) {
        throw e;
      } catch (Throwable e) {
        return super.createFromObjectWith(context, components);
      }
    }
  }
}
