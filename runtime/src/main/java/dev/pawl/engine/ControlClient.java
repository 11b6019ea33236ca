package dev.pawl.engine;

import dev.pawl.files.FileTaskQueue;
import dev.pawl.files.log.HomeLock;
import dev.pawl.graph.Definitions;
import dev.pawl.graph.HandlerFactory;
import dev.pawl.orchestration.Inbox;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Delivery;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message.Control;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.Message.Request;
import dev.pawl.wire.MessageCodec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Puts requests to a run, whoever owns its home: to the process that holds the home, over the
 * home's control queue; where nobody does, it takes the home for as long as the request needs.
 * Immutable.
 */
public final class ControlClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Home home;
  private final Definitions definitions;
  private final Duration patience;

  /** Waits for answers for ten seconds. */
  public ControlClient(Home home, Definitions definitions) {
    this(home, definitions, PATIENCE);
  }

  ControlClient(Home home, Definitions definitions, Duration patience) {
    this.home = home;
    this.definitions = definitions;
    this.patience = patience;
  }

  /**
   * An answer, given when what the request led to is durable.
   *
   * @param owner the process that holds the home, as its number; empty where nobody did
   */
  public record Answer(Reply reply, Optional<String> owner) {}

  /**
   * Puts a request to a run, and waits for the answer.
   *
   * @throws PortFailure.Unavailable where the owner does not answer in time, or the home cannot be
   *     written
   * @throws PortFailure.Invalid where the code of a run that is to be started is not loaded
   */
  public Answer ask(Request request) throws InterruptedException {
    Optional<String> owner = HomeLock.holder(home.path());
    if (owner.isPresent()) {
      return new Answer(askOwner(request, owner.get()), owner);
    }
    try {
      return new Answer(askAlone(request), Optional.empty());
    } catch (PortFailure.Unavailable e) {
      Optional<String> faster = HomeLock.holder(home.path());
      if (faster.isEmpty()) {
        throw e;
      }
      return new Answer(askOwner(request, faster.get()), faster);
    }
  }

  private Reply askAlone(Request request) throws InterruptedException {
    try (Engine engine = engine()) {
      return engine.ask(request).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PortFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "a request to run " + request.run() + " failed", e.getCause());
    } catch (TimeoutException e) {
      throw new PortFailure.Unavailable(
          "home " + home.path() + " should take a request within " + patience.toSeconds() + " s",
          e);
    }
  }

  private Engine engine() {
    return new Engine(
        home, definitions, HandlerFactory.constructors(), EngineSettings.defaults().withWorkers(0));
  }

  private Reply askOwner(Request request, String owner) throws InterruptedException {
    String replyTo = "reply." + HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
    try (FileTaskQueue queue = new FileTaskQueue(home.control())) {
      queue.send(Inbox.QUEUE, List.of(MessageCodec.encode(new Control(replyTo, request))));
      Optional<Reply> reply = await(queue, replyTo);
      reply.ifPresent(_ -> queue.remove(replyTo));
      return reply.orElseThrow(() ->
          new PortFailure.Unavailable(
              "process "
                  + owner
                  + ", which holds home "
                  + home.path()
                  + ", should answer within "
                  + patience.toSeconds()
                  + " s, found no answer; the request waits for it, or for the next owner"));
    }
  }

  /** Waits for the answer; an owner that ends meanwhile leaves the request to us. */
  private Optional<Reply> await(TaskQueue queue, String replyTo) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<Reply> reply = Optional.empty();
    while (reply.isEmpty() && System.nanoTime() < end) {
      reply = receive(queue, replyTo, LOOK);
      if (reply.isEmpty() && HomeLock.holder(home.path()).isEmpty()) {
        reply = takeOver(queue, replyTo, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    }
    return reply;
  }

  /**
   * Takes the home, whose control queue holds the request; empty where somebody else was faster.
   */
  private Optional<Reply> takeOver(TaskQueue queue, String replyTo, Duration wait)
      throws InterruptedException {
    try (Engine _ = engine()) {
      return receive(queue, replyTo, wait);
    } catch (PortFailure.Unavailable e) {
      return Optional.empty();
    }
  }

  private static Optional<Reply> receive(TaskQueue queue, String replyTo, Duration wait)
      throws InterruptedException {
    for (Delivery delivery : queue.receive(replyTo, 1, wait)) {
      queue.settle(List.of(delivery), new Settlement.Acknowledge());
      if (MessageCodec.decode(delivery.body()) instanceof Reply reply) {
        return Optional.of(reply);
      }
    }
    return Optional.empty();
  }
}
