package com.example.invoices;

import com.example.invoices.MonthlyInvoices.Total;
import dev.pawl.engine.RunHandle;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcDataSource;

/** Bills a month: {@code Main FOLDER MONTH CUSTOMERS}. Killed and started again, it goes on. */
public final class Main {
  private static final long PRICING_NANOS = 20_000_000;

  private Main() {}

  /** Ends with the total on the last line. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    try (InvoiceService service =
        new InvoiceService(folder.resolve("runs"), database(folder), Main::price)) {
      RunHandle<Total> run = service.bill(arguments[1], Integer.parseInt(arguments[2]));
      System.out.println((run.existed() ? "going on with " : "started ") + run.run());
      Total total = run.await();
      System.out.println(total.invoices() + " invoices, " + total.cents() + " cents");
    }
  }

  /** Each commit reaches the file before it returns, so that what was confirmed is booked. */
  static JdbcDataSource database(Path folder) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:file:" + folder.resolve("invoices") + ";WRITE_DELAY=0");
    return database;
  }

  /** Stands in for a price list that takes a moment to answer. */
  private static long price(int customer) {
    LockSupport.parkNanos(PRICING_NANOS);
    return 1_000L + customer * 7L % 500;
  }
}
