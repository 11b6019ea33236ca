package dev.pawl.simulation;

import dev.pawl.spi.EventStore;
import dev.pawl.spi.TaskQueue;
import dev.pawl.testkit.time.VirtualClock;
import java.util.function.LongSupplier;

/** Bugs that the simulation has to find. */
enum PlantedBug implements Tampering {
  STORE_THAT_LIES {
    @Override
    public EventStore store(EventStore store, Luck luck) {
      return BrokenStores.lying(store, luck);
    }
  },
  DISPATCH_BEFORE_DURABLE {
    @Override
    public EventStore store(EventStore store, Luck luck) {
      return BrokenStores.behind(store);
    }
  },
  CONFIRMATION_WRITTEN_TWICE {
    @Override
    public EventStore store(EventStore store, Luck luck) {
      return BrokenStores.repeating(store, luck);
    }
  },
  STALE_OWNER_ACCEPTED {
    @Override
    public EventStore store(EventStore store, Luck luck) {
      return BrokenStores.unfenced(store);
    }
  },
  ONE_MESSAGE_IN_A_THOUSAND_LOST {
    @Override
    public TaskQueue orchestratorQueue(TaskQueue queue, Luck luck) {
      return BrokenQueues.losing(queue, luck);
    }

    @Override
    public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
      return BrokenQueues.losing(queue, luck);
    }
  },
  ACKNOWLEDGED_BEFORE_REPORTED {
    @Override
    public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
      return BrokenQueues.hasty(queue);
    }
  },
  CLAIMS_OF_THE_DEAD_KEPT {
    @Override
    public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
      return BrokenQueues.clinging(queue);
    }
  },
  RESULTS_SWAPPED {
    @Override
    public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
      return BrokenQueues.swapping(queue);
    }
  },
  FAILURES_CONCEALED {
    @Override
    public TaskQueue workerQueue(TaskQueue queue, Luck luck) {
      return BrokenQueues.concealing(queue);
    }
  },
  TIMEOUTS_BY_THE_WALL_CLOCK {
    @Override
    public LongSupplier orchestratorNanos(VirtualClock clock) {
      return () -> clock.millis() * 1_000_000;
    }
  },
  LOSS_OF_MESSAGES_UNTOLD {
    @Override
    public boolean tellsLossOfMessages() {
      return false;
    }
  }
}
