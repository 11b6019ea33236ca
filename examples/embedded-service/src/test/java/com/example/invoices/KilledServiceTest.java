package com.example.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.FileEventStore;
import dev.pawl.orchestration.RunHistory;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore;
import dev.pawl.testkit.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process, killed in the middle of a run of its own. */
final class KilledServiceTest {
  private static final int CUSTOMERS = 100;
  private static final long CENTS = totalCents();

  @TempDir Path folder;

  @Test
  @Acceptance({"A09", "D06", "L06", "P22"})
  void aServiceThatIsKilledAndStartedAgainEndsItsRunWithEachEffectOnce() throws Exception {
    for (int kill = 1; kill <= 3; kill++) {
      long before = confirmed();
      Process killed = start(kill);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> confirmed() > before || !killed.isAlive());
      assertThat(killed.isAlive()).as(said(kill)).isTrue();
      killed.destroyForcibly().waitFor();
      assertThat(rows()).isBetween(1L, CUSTOMERS - 1L);
    }

    Process last = start(4);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(said(4)).contains("going on with invoices-2026-01").contains(CUSTOMERS + " invoices, " + CENTS + " cents");
    assertThat(rows()).isEqualTo(CUSTOMERS);
    assertThat(number("SELECT COUNT(DISTINCT customer) FROM invoice")).isEqualTo(CUSTOMERS);
    assertThat(number("SELECT SUM(cents) FROM invoice")).isEqualTo(CENTS);
  }

  @Test
  @Acceptance("P22")
  void aMonthThatIsBilledIsNotBilledAgain() throws Exception {
    try (InvoiceService service = new InvoiceService(folder.resolve("runs"), Main.database(folder), _ -> 100)) {
      assertThat(service.bill("2026-02", 10).await().cents()).isEqualTo(1_000);
      assertThat(service.bill("2026-02", 10).existed()).isTrue();
      assertThat(service.bill("2026-02", 10).await().cents()).isEqualTo(1_000);
    }
    assertThat(rows()).isEqualTo(10);
  }

  private static long totalCents() {
    long cents = 0;
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      cents += 1_000L + customer * 7L % 500;
    }
    return cents;
  }

  private Process start(int number) throws IOException {
    String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            path,
            Main.class.getName(),
            folder.toString(),
            "2026-01",
            Integer.toString(CUSTOMERS))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said-" + number + ".txt").toFile())
        .start();
  }

  /** How many tasks are confirmed; reading needs no lock. */
  private long confirmed() {
    try (EventStore events = FileEventStore.open(folder.resolve("runs/runs"))) {
      return events.streams().isEmpty() ? 0 : RunHistory.read(events, new RunId("invoices-2026-01")).tasks();
    }
  }

  private String said(int number) throws IOException {
    return Files.readString(folder.resolve("said-" + number + ".txt"));
  }

  private long rows() throws SQLException {
    return number("SELECT COUNT(*) FROM invoice");
  }

  private long number(String query) throws SQLException {
    try (Connection connection = Main.database(folder).getConnection();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
