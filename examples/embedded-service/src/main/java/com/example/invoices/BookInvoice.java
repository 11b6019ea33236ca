package com.example.invoices;

import com.example.invoices.MonthlyInvoices.Invoice;
import com.example.invoices.MonthlyInvoices.Order;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Writes one invoice to the service's own database. */
final class BookInvoice implements TaskHandler<Order, Invoice> {
  private static final String INSERT_ONCE =
      """
      MERGE INTO invoice USING (VALUES (?, ?, ?, ?)) AS wish(booking, period, customer, cents)
      ON invoice.booking = wish.booking
      WHEN NOT MATCHED THEN INSERT VALUES (wish.booking, wish.period, wish.customer, wish.cents)
      """;

  private final DataSource database;
  private final Tariff tariff;

  BookInvoice(DataSource database, Tariff tariff) {
    this.database = database;
    this.tariff = tariff;
  }

  @Override
  public Invoice handle(Order order, TaskContext context) throws SQLException {
    long cents = tariff.cents(order.customer());
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT_ONCE)) {
      insert.setString(1, context.idempotencyKey());
      insert.setString(2, order.month());
      insert.setInt(3, order.customer());
      insert.setLong(4, cents);
      insert.executeUpdate();
    }
    return new Invoice(order.customer(), cents);
  }
}
