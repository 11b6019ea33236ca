package dev.pawl.app;

import dev.pawl.graph.Graph;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;

/** A process for tests that awaits one signal always, and another for large orders. */
public final class Approval implements ProcessDefinition<Approval.Order, Approval.Shipment> {
  public record Order(int pieces) {}

  public record Decision(boolean approved, String by) {}

  public record Limit(int pieces) {}

  public record Shipment(int pieces, String by) {}

  @Override
  public String name() {
    return "approval";
  }

  @Override
  public One<Shipment> define(Graph graph, One<Order> order) {
    One<Order> limited =
        graph.when(
            "large",
            graph.task("check", Check.class, order),
            checked -> checked.pieces() > 10,
            checked ->
                graph.combine(
                    "limited",
                    Order.class,
                    checked,
                    graph.await("raise limit", Limit.class),
                    (asked, limit) -> new Order(Math.min(asked.pieces(), limit.pieces()))),
            checked -> checked);
    return graph.combine(
        "shipment",
        Shipment.class,
        limited,
        graph.await("approve", Decision.class),
        (shipped, decision) ->
            new Shipment(decision.approved() ? shipped.pieces() : 0, decision.by()));
  }

  /** Refuses what is no order. */
  static final class Check implements TaskHandler<Order, Order> {
    @Override
    public Order handle(Order order, TaskContext context) {
      if (order.pieces() < 0) {
        throw new IllegalArgumentException("an order should not be negative");
      }
      return order;
    }
  }
}
