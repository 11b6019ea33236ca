package dev.pawl.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.run.RunEvent;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.PortFailure;
import dev.pawl.spine.Orders.Order;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A store that cannot be read for a while, as a database that is being restarted. */
final class UnreadableStoreTest {
  private boolean away;

  private EventStore unreadableAtTimes(EventStore store) {
    return (EventStore)
        Proxy.newProxyInstance(
            EventStore.class.getClassLoader(),
            new Class<?>[] {EventStore.class},
            (_, method, arguments) -> {
              if (away && !method.getName().equals("append")) {
                throw new PortFailure.Unavailable("the store is away");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void whereverTheStoreGoesAwayForAWhileTheRunGoesOnAfterwards() throws Exception {
    for (int cut = 1; cut < 40; cut++) {
      Box box = new Box(new Orders(), this::unreadableAtTimes);
      box.begin("r1", new Order(3, -1));
      for (int i = 0; i < cut; i++) {
        box.turn(i);
      }
      box.restart();

      away = true;
      for (int i = 0; i < 20; i++) {
        box.stepAll();
      }
      away = false;
      for (int second = 0; second < 5; second++) {
        box.clock.advance(Duration.ofSeconds(1));
        box.settle();
      }

      assertThat(box.last("r1"))
          .as("away after %d turns", cut)
          .isInstanceOf(RunEvent.RunCompleted.class);
      assertThat(box.orchestrator.fatal()).isEmpty();
    }
  }
}
