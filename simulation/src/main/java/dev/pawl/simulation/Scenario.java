package dev.pawl.simulation;

import dev.pawl.simulation.Plan.Machines;
import dev.pawl.simulation.Plan.Ports;
import dev.pawl.simulation.Plan.Shape;
import dev.pawl.simulation.Plan.Troubles;
import dev.pawl.testkit.faults.EventStoreFaults;
import dev.pawl.testkit.faults.QueueFaults;
import java.time.Duration;

/** Which plans are drawn: any, or those in which one kind of fault happens all the time. */
public enum Scenario {
  /** Everything may go wrong, and every fault is absent from some seeds. */
  ANYTHING {
    @Override
    Plan of(Luck luck) {
      return Plan.of(luck);
    }
  },
  /** Messages come one to five times, in any order among 1,000, and a send in ten fails; brief. */
  ROUGH_QUEUE {
    @Override
    Plan of(Luck luck) {
      Plan plan = Plan.of(luck).brief();
      Ports ports = plan.ports();
      QueueFaults rough = new QueueFaults(0.2, 5, 0.1, Duration.ofSeconds(5), 0.5, 1_000, 0.1, 0.1);
      return plan.with(new Ports(rough, ports.store(), ports.blobs(), ports.damaged()));
    }
  },
  /** Workers lose their claims and go on, and tasks take longer than they may. */
  ZOMBIES {
    @Override
    Plan of(Luck luck) {
      Plan plan = durable(Plan.of(luck), false);
      Machines m = plan.machines();
      Troubles t = plan.troubles();
      return plan.with(
              new Machines(0.02, m.takeover(), m.paused(), m.rival(), 0.05, m.cut(), m.full()))
          .with(
              new Troubles(t.jump(), t.command(), 0.1, 0.3, t.straggling(), t.poison(), t.moody()));
    }
  },
  /**
   * Four appends in ten take effect, and their answer is lost; runs are wide, so that they are
   * many.
   */
  LOST_ANSWERS {
    @Override
    Plan of(Luck luck) {
      Plan plan = Plan.of(luck);
      Shape s = plan.shape();
      Ports ports = plan.ports();
      Troubles t = plan.troubles();
      EventStoreFaults faults = new EventStoreFaults(0, 0.4, 0.01, 0);
      return plan.with(new Shape(s.durable(), s.files(), 3, s.workers(), s.slots(), s.pools(), 40))
          .with(new Troubles(t.jump(), t.command(), t.flaky(), 0, 0, t.poison(), t.moody()))
          .with(new Ports(ports.queue(), faults, ports.blobs(), ports.damaged()));
    }
  },
  /** Orchestrators are paused, and go on after another took over; events in memory. */
  PAUSED_OWNERS {
    @Override
    Plan of(Luck luck) {
      return paused(durable(Plan.of(luck), false));
    }
  },
  /** The same; events in files. */
  PAUSED_OWNERS_ON_FILES {
    @Override
    Plan of(Luck luck) {
      return paused(durable(Plan.of(luck), true));
    }
  },
  /** Runs are wide, and in each some tasks take much longer than the others; some of them fail. */
  STRAGGLERS {
    @Override
    Plan of(Luck luck) {
      Plan plan = Plan.of(luck);
      Shape s = plan.shape();
      Troubles t = plan.troubles();
      return plan.with(new Shape(s.durable(), s.files(), 3, 3, s.slots(), 1, 40))
          .with(new Troubles(t.jump(), t.command(), 0.1, 0, 0.1, t.poison(), t.moody()));
    }
  },
  /** What lasts: a queue that keeps its messages, and files whose machine loses its power. */
  SOAK {
    @Override
    Plan of(Luck luck) {
      return durable(Plan.of(luck), true);
    }
  };

  abstract Plan of(Luck luck);

  private static Plan durable(Plan plan, boolean files) {
    Shape s = plan.shape();
    return plan.with(
        new Shape(true, files, s.runs(), s.workers(), s.slots(), s.pools(), s.widest()));
  }

  private static Plan paused(Plan plan) {
    Machines m = plan.machines();
    return plan.with(new Machines(m.crash(), 0.03, 0.9, 0, m.lease(), 0, 0));
  }
}
