package dev.pawl.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.EventStore;
import dev.pawl.testkit.contract.EventSpaceContract;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tables in a small file system of their own, which root alone can mount. */
class PostgresSpaceTest implements EventSpaceContract {
  private static final int SPACE = 32 << 20;

  @TempDir Path folder;
  private final PostgresServer server = PostgresServer.shared();
  private final List<PostgresDatabase> databases = new ArrayList<>();
  private String tablespace = "";
  private URI schema = URI.create("postgresql://localhost");

  @BeforeEach
  void mount() throws Exception {
    boolean root = System.getProperty("user.name").equals("root");
    assumeTrue(root || System.getenv("CI") != null, "only root can mount a small file system");
    run("mount", "-t", "tmpfs", "-o", "size=" + SPACE, "tmpfs", folder.toString());
    URI plain = server.newSchema();
    tablespace = "small_" + plain.getQuery().replaceAll("\\D", "");
    Path tables = Files.createDirectory(folder.resolve("tables"));
    PostgresServer.execute(plain, "create tablespace " + tablespace + " location '" + tables + "'");
    schema = URI.create(plain + "&options=-c%20default_tablespace=" + tablespace);
  }

  @AfterEach
  void unmount() throws Exception {
    databases.forEach(PostgresDatabase::close);
    if (!tablespace.isEmpty()) {
      freeSpace();
      String name = PostgresAddress.of(schema, Map.of()).schema();
      PostgresServer.execute(schema, "drop schema " + name + " cascade");
      PostgresServer.execute(schema, "drop tablespace " + tablespace);
      run("umount", folder.toString());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }

  @Override
  public EventStore open() {
    PostgresDatabase database = PostgresDatabase.open(schema);
    databases.add(database);
    return database.eventStore();
  }

  @Override
  public void fillSpace() {
    byte[] some = new byte[64 << 10];
    try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
      while (true) {
        filler.write(some);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  @Override
  public void freeSpace() {
    try {
      Files.deleteIfExists(folder.resolve("filler"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
