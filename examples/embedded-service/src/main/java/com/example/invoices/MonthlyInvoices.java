package com.example.invoices;

import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Books one invoice for each customer, and tells what they come to. */
public final class MonthlyInvoices
    implements ProcessDefinition<MonthlyInvoices.Request, MonthlyInvoices.Total> {
  /**
   * What to bill.
   *
   * @param month such as {@code 2026-01}
   * @param customers numbered from 0
   */
  public record Request(String month, int customers) {
    List<Order> orders() {
      return IntStream.range(0, customers).mapToObj(number -> new Order(month, number)).toList();
    }
  }

  public record Order(String month, int customer) {}

  public record Invoice(int customer, long cents) {}

  public record Total(int invoices, long cents) {
    Total with(Invoice invoice) {
      return new Total(invoices + 1, cents + invoice.cents());
    }
  }

  @Override
  public String name() {
    return "monthly-invoices";
  }

  @Override
  public One<Total> define(Graph graph, One<Request> request) {
    Many<Order> orders = graph.fanOut("orders", Order.class, request, Request::orders);
    Many<Invoice> invoices =
        graph.task("book", BookInvoice.class, orders).timeout(Duration.ofMinutes(1)).retries(5);
    return graph.fold("total", Total.class, invoices, new Total(0, 0), Total::with);
  }
}
