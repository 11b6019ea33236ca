package dev.pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pawl.engine.BadFunctionTest.Manner;
import dev.pawl.engine.BadFunctionTest.Shards;
import dev.pawl.engine.BadFunctionTest.Size;
import dev.pawl.engine.BadFunctionTest.Sum;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.run.RunId;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged run among others, in an engine that carries on all runs of its home. */
final class DamagedRunsTest {
  private static final Shards BAD = new Shards("bad", Manner.THROWS);
  private static final Shards GOOD = new Shards("good", Manner.MENDED);

  @TempDir Path folder;

  @Test
  void aDamagedRunIsLeftOutAndCountedAndTheOthersGoOn() throws Exception {
    damageAnUnfinishedRun();

    try (Engine engine = open()) {
      assertThat(engine.start(GOOD, new Size(20), "fine").await()).isEqualTo(new Sum(20));
      assertThat(engine.counters().failures().toString())
          .contains("damaged")
          .contains("position 1");
    }
  }

  @Test
  void whoAsksForADamagedRunIsToldAndTheOthersGoOn() throws Exception {
    damageAnUnfinishedRun();

    try (Engine engine = open()) {
      assertThatThrownBy(() -> engine.start(BAD, new Size(3), "damaged"))
          .isInstanceOf(PortFailure.Corrupt.class)
          .hasMessageContaining("damaged");
      assertThat(engine.ask(new Request.Resume("damaged")).get(20, TimeUnit.SECONDS).accepted())
          .isFalse();
      assertThatThrownBy(() -> engine.carryOn(new RunId("damaged")).get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(PortFailure.Corrupt.class);
      assertThat(engine.start(GOOD, new Size(20), "fine").await()).isEqualTo(new Sum(20));
    }
  }

  @Test
  void aHomeThatCouldNotBeOpenedWholeIsGivenBack() throws Exception {
    Files.writeString(folder.resolve("control"), "a file where a folder should be");
    assertThatThrownBy(this::open).isInstanceOf(PortFailure.class);
    Files.delete(folder.resolve("control"));

    try (Engine engine = open()) {
      assertThat(engine.start(GOOD, new Size(2), "fine").await()).isEqualTo(new Sum(2));
    }
  }

  @Test
  void whoWaitsWhenTheEngineIsClosedIsTold() throws Exception {
    RunHandle<Sum> parked;
    try (Engine engine = open()) {
      engine.start(BAD, new Size(3), "r1").outcome().get(20, TimeUnit.SECONDS);
      parked =
          new RunHandle<>(
              new RunId("r1"),
              true,
              Definitions.of("test", BAD).all().get(0).graph(),
              engine.codec(),
              engine.watch(new RunId("r1")));
    }

    assertThatThrownBy(parked::await)
        .isInstanceOf(CancellationException.class)
        .hasRootCauseMessage(
            "the engine was closed; what it left unfinished goes on when the home is opened again");
  }

  private void damageAnUnfinishedRun() throws Exception {
    try (Engine engine = open()) {
      engine.start(BAD, new Size(3), "damaged").outcome().get(20, TimeUnit.SECONDS);
      // A second batch: damage in the last one looks like an append that a crash has torn.
      assertThat(engine.ask(new Request.Resume("damaged")).get(20, TimeUnit.SECONDS).accepted())
          .isTrue();
    }
    flip(new Home(folder).runs().resolve("damaged/events-000001.log"), 4_096 + 100);
  }

  private static void flip(Path log, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    bytes[offset] ^= 8;
    Files.write(log, bytes);
  }

  private Engine open() {
    return Engine.open(folder, Definitions.of("test", BAD, GOOD), HandlerFactory.constructors());
  }
}
