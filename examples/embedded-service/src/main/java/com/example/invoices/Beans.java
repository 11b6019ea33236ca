package com.example.invoices;

import dev.pawl.graph.HandlerFactory;
import dev.pawl.graph.TaskHandler;
import java.util.HashMap;
import java.util.Map;

/** The handlers of this service, put together by hand; a container would look them up by class. */
final class Beans implements HandlerFactory {
  private final Map<Class<?>, TaskHandler<?, ?>> handlers = new HashMap<>();

  <H extends TaskHandler<?, ?>> Beans with(H handler) {
    handlers.put(handler.getClass(), handler);
    return this;
  }

  @Override
  public <H extends TaskHandler<?, ?>> H create(Class<H> handler) {
    TaskHandler<?, ?> bean = handlers.get(handler);
    if (bean == null) {
      throw new IllegalArgumentException("a bean of " + handler.getName() + " is needed, found none");
    }
    return handler.cast(bean);
  }
}
