package com.example.invoices;

import com.example.invoices.MonthlyInvoices.Request;
import com.example.invoices.MonthlyInvoices.Total;
import dev.pawl.engine.Engine;
import dev.pawl.engine.RunHandle;
import dev.pawl.graph.Definitions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A service with a database and processes of its own. */
public final class InvoiceService implements AutoCloseable {
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS invoice (
        booking VARCHAR PRIMARY KEY, period VARCHAR NOT NULL, customer INT NOT NULL, cents BIGINT NOT NULL)
      """;

  private final MonthlyInvoices monthlyInvoices = new MonthlyInvoices();
  private final Engine engine;

  /**
   * Opens the service, and carries on what was unfinished when it ended.
   *
   * @param home where the service keeps its runs
   */
  public InvoiceService(Path home, DataSource database, Tariff tariff) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    Definitions definitions = Definitions.of("invoices 1.0", monthlyInvoices);
    Beans handlers = new Beans().with(new BookInvoice(database, tariff));
    this.engine = Engine.open(home, definitions, handlers);
  }

  /** Bills a month; asked twice for the same month, it does so once. */
  public RunHandle<Total> bill(String month, int customers) {
    return engine.start(monthlyInvoices, new Request(month, customers), "invoices-" + month);
  }

  @Override
  public void close() {
    engine.close();
  }
}
