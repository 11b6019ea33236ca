package dev.pawl.postgresql;

import static dev.pawl.testkit.contract.EventStoreContract.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.servers.PostgresServer;
import dev.pawl.spi.EventStore;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.testkit.contract.EventStoreContract;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LostAnswerTest implements EventStoreContract {
  private final URI schema = PostgresServer.shared().newSchema();
  private CuttingProxy proxy;
  private PostgresDatabase database;

  @BeforeEach
  void connect() throws Exception {
    proxy = new CuttingProxy(PostgresServer.shared().port());
    database =
        PostgresDatabase.open(
            URI.create(schema.toString().replace(":" + schema.getPort(), ":" + proxy.port())));
  }

  @AfterEach
  void disconnect() throws Exception {
    database.close();
    proxy.close();
  }

  @Override
  public EventStore open() {
    return database.eventStore();
  }

  @Test
  void an_append_whose_answer_was_lost_is_read_back() {
    EventStore store = open();
    long epoch = store.acquire("run-1");
    append(store, "run-1", epoch, 0, "a");
    proxy.cutNext(CuttingProxy.Cut.ANSWER);

    assertThat(tryAppend(store, "run-1", epoch, 1, "b", "c"))
        .isEqualTo(new AppendOutcome.Appended("run-1", 3));
    assertThat(append(store, "run-1", epoch, 3, "d")).isEqualTo(4);
    assertThat(texts(store, "run-1")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void an_append_that_never_arrived_is_refused_and_can_be_tried_again() {
    EventStore store = open();
    long epoch = store.acquire("run-1");
    append(store, "run-1", epoch, 0, "a");
    proxy.cutNext(CuttingProxy.Cut.REQUEST);

    assertThat(EventStoreContract.failure(tryAppend(store, "run-1", epoch, 1, "b")))
        .isInstanceOf(PortFailure.Unavailable.class);
    assertThat(texts(store, "run-1")).containsExactly("a");
    assertThat(append(store, "run-1", epoch, 1, "b")).isEqualTo(2);
  }

  @Test
  void each_request_of_a_call_whose_answer_was_lost_has_its_own_outcome() {
    EventStore store = open();
    long one = store.acquire("run-1");
    long two = store.acquire("run-2");
    store.acquire("run-2");
    proxy.cutNext(CuttingProxy.Cut.ANSWER);

    List<AppendOutcome> outcomes =
        store.append(
            List.of(
                request("run-1", one, 0, "a"),
                request("run-2", two, 0, "stale"),
                request("run-3", 1, 0, "nobody's")));

    assertThat(outcomes.get(0)).isEqualTo(new AppendOutcome.Appended("run-1", 1));
    assertThat(EventStoreContract.failure(outcomes.get(1))).isInstanceOf(PortFailure.Fenced.class);
    assertThat(EventStoreContract.failure(outcomes.get(2))).isInstanceOf(PortFailure.Fenced.class);
  }

  @Test
  void what_another_owner_wrote_at_the_same_place_is_not_taken_for_ones_own() {
    EventStore store = open();
    long old = store.acquire("run-1");
    try (PostgresDatabase direct = PostgresDatabase.open(schema)) {
      EventStore other = direct.eventStore();
      append(other, "run-1", other.acquire("run-1"), 0, "theirs");
    }
    proxy.cutNext(CuttingProxy.Cut.ANSWER);

    assertThat(EventStoreContract.failure(tryAppend(store, "run-1", old, 0, "mine")))
        .isInstanceOf(PortFailure.Fenced.class);
    assertThat(texts(store, "run-1")).containsExactly("theirs");
  }
}
