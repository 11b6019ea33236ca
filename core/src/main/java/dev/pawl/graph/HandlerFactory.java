package dev.pawl.graph;

import java.lang.reflect.InvocationTargetException;

/**
 * Gives the handlers of a process; a container's beans where there is one. Safe for use by many
 * threads.
 */
@FunctionalInterface
public interface HandlerFactory {
  /** The handler of a class; called once for each class and worker. */
  <H extends TaskHandler<?, ?>> H create(Class<H> handler);

  /** Calls the constructor without arguments, which need not be public. */
  static HandlerFactory constructors() {
    return new HandlerFactory() {
      @Override
      public <H extends TaskHandler<?, ?>> H create(Class<H> handler) {
        try {
          var constructor = handler.getDeclaredConstructor();
          constructor.setAccessible(true);
          return constructor.newInstance();
        } catch (NoSuchMethodException e) {
          throw new GraphException(
              "handler "
                  + handler.getName()
                  + " should have a constructor without arguments, or come from a HandlerFactory",
              e);
        } catch (InvocationTargetException e) {
          throw new GraphException(
              "the constructor of handler " + handler.getName() + " failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
          throw new GraphException("handler " + handler.getName() + " cannot be made: " + e, e);
        }
      }
    };
  }
}
