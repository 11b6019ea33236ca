package dev.pawl.orchestration;

import dev.pawl.run.Decision;
import dev.pawl.run.Rejection;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.MessageCodec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns runs on one thread: takes reports and requests, decides, has the events appended in groups,
 * and only when they are durable sends out tasks and acknowledges what it took. The next group is
 * decided while the last is being written.
 *
 * <p>{@link #step} is for one thread; {@link #ask}, {@link #query} and {@link #await} are for any.
 */
public final class Orchestrator {
  private static final int MAILS = 16;

  /** So long mail is taken before what follows from it goes on: a small run waits for no more. */
  private static final long TAKE_NANOS = 2_000_000;

  private static final long SPACE_RETRY_NANOS = 1_000_000_000;

  private final OrchestratorParts parts;
  private final Mailbox mailbox;
  private final Sessions sessions;
  private final Dispatcher dispatcher;
  private final Evaluations evaluations;
  private final SignalCheck signals;
  private final Appender appender;
  private final Timers timers;
  private final Reports reports;
  private final RunningTasks running = new RunningTasks();
  private final Counters counters = new Counters();
  private final Courier courier;
  private final Queries queries;
  private final Set<RunSession> dirty = new LinkedHashSet<>();
  private Round round = new Round();
  private @Nullable Round flight;
  private long notBeforeNanos;
  private @Nullable RuntimeException fatal;

  public Orchestrator(OrchestratorParts parts) {
    this.parts = parts;
    this.mailbox = new Mailbox();
    this.courier = new Courier(parts.clocks(), counters);
    PoolOccupancy occupancy = new PoolOccupancy();
    this.sessions =
        new Sessions(
            parts.store(),
            parts.definitions(),
            new EventReader(parts.store()),
            parts.queue().capabilities().identity(),
            occupancy);
    this.queries = new Queries(mailbox, sessions, running);
    this.dispatcher = new Dispatcher(parts.queue(), parts.clocks(), occupancy);
    this.evaluations =
        new Evaluations(
            parts.codec(),
            parts.settings().limits(),
            parts.edge().functions(),
            parts.clocks(),
            mailbox);
    this.signals =
        new SignalCheck(
            parts.codec(), parts.settings().limits(), parts.edge().functions(), mailbox);
    this.appender = new Appender(parts.store(), parts.edge().appendThread(), mailbox);
    this.timers = new Timers(parts.settings(), parts.clocks(), sessions, running, parts.queue());
    this.reports =
        new Reports(
            sessions, running, counters, parts.clocks(), this::load, this::handle, this::tell);
    this.notBeforeNanos = parts.clocks().nanos();
  }

  /**
   * Begins to own every run that has not ended, and has outstanding tasks dispatched again. Before
   * the first step.
   */
  public void recoverAll() {
    for (RunId run : sessions.inStore()) {
      try {
        if (!sessions.isOver(run)) {
          load(run);
        }
      } catch (PortFailure.Corrupt e) {
        counters.damaged(run, e);
      }
    }
  }

  private RunSession load(RunId run) {
    RunSession session = sessions.load(run);
    dirty.add(session);
    timers.consider(session);
    dispatcher.consider(session);
    return session;
  }

  /** Does what there is to do without waiting; gives how much that was. */
  public int step() {
    int work = takeMail() + timers.step(this::handle) + courier.step();
    for (RunSession session : dirty) {
      if (session.graph().isPresent()) {
        evaluations.start(session);
      }
    }
    dirty.clear();
    dispatch();
    commit();
    return work;
  }

  private int takeMail() {
    long end = parts.clocks().nanos() + TAKE_NANOS;
    int taken = 0;
    List<Mail> mails;
    do {
      mails = mailbox.drain(MAILS);
      mails.forEach(this::take);
      taken += mails.size();
    } while (mails.size() == MAILS && parts.clocks().nanos() - end < 0);
    return taken;
  }

  private void take(Mail mail) {
    switch (mail) {
      case Mail.Delivered delivered -> deliver(delivered);
      case Mail.Evaluated evaluated ->
          sessions
              .find(evaluated.session().id())
              .filter(session -> session == evaluated.session())
              .ifPresent(session -> {
                session.evaluated(evaluated.step());
                evaluated.commands().forEach(command -> handle(session, command));
                dirty.add(session);
              });
      case Mail.Appended appended -> appended(appended.outcomes(), appended.epochs());
      case Mail.AppendFailed failed -> fatal = failed.failure();
      case Mail.Wish wish -> wish(wish.run(), wish.command(), wish.reply()::complete, () -> {});
      case Mail.Errand errand -> errand.action().run();
    }
  }

  private void deliver(Mail.Delivered delivered) {
    switch (delivered.message()) {
      case Message.Report report -> {
        reports.take(report);
        round.input(delivered.source(), delivered.delivery());
      }
      case Message.Control control -> {
        Consumer<Reply> answer = reply -> reply(delivered.source(), control.replyTo(), reply);
        Runnable taken = () -> round.input(delivered.source(), delivered.delivery());
        try {
          RunId run = new RunId(control.request().run());
          wish(
              run,
              ControlReceptor.command(
                  control.request(), parts.clocks().millis(), parts.definitions()),
              answer,
              taken);
        } catch (PortFailure.Invalid e) {
          refuse(String.valueOf(e.getMessage()), answer, taken);
        }
      }
      case Message.TaskBatch _, Message.Stop _, Message.Reply _ -> {
        String reason =
            "an orchestrator should get reports and requests, found "
                + delivered.message().getClass().getSimpleName();
        courier.call(() ->
            delivered
                .source()
                .settle(List.of(delivered.delivery()), new Settlement.Reject(reason)));
      }
    }
  }

  /** Who asked may be gone; its request is done all the same. */
  private void reply(TaskQueue source, String replyTo, Reply reply) {
    try {
      source.send(replyTo, List.of(MessageCodec.encode(reply)));
    } catch (PortFailure e) {
      counters.unavailable("answers", e);
    }
  }

  /** Puts a wish to its run; {@code taken} is called once it is decided or refused. */
  private void wish(RunId run, RunCommand command, Consumer<Reply> answer, Runnable taken) {
    RunSession session;
    try {
      session = session(run, command);
    } catch (PortFailure e) {
      refuse(String.valueOf(e.getMessage()), answer, taken);
      return;
    }
    if (session == null) {
      refuse("there is no run '" + run + "'", answer, taken);
      return;
    }
    RunSession found = session;
    signals.check(
        session.graph(),
        command,
        checked -> {
          if (sessions.find(run).equals(Optional.of(found))) {
            decide(found, checked, answer);
            taken.run();
          } else {
            wish(run, checked, answer, taken);
          }
        },
        reason -> refuse(reason, answer, taken));
  }

  private void refuse(String reason, Consumer<Reply> answer, Runnable taken) {
    round.answer(answer, new Reply(false, reason));
    taken.run();
  }

  private void decide(RunSession session, RunCommand command, Consumer<Reply> answer) {
    Decision decision = handle(session, command);
    boolean accepted = !decision.events().isEmpty();
    String detail = decision.rejections().isEmpty() ? "" : decision.rejections().get(0).detail();
    round.answer(answer, new Reply(accepted, detail));
    closeIfOver(session);
  }

  /** The run that a wish is for; null where there is none. */
  private @Nullable RunSession session(RunId run, RunCommand command) {
    RunSession session = sessions.find(run).orElse(null);
    if (session == null && sessions.exists(run)) {
      session = load(run);
    }
    if (session == null && command instanceof RunCommand.Start start) {
      session = sessions.create(run, start.started());
    }
    return session;
  }

  private Decision handle(RunSession session, RunCommand command) {
    Decision decision = session.handle(command);
    counters.refused(session.id(), decision.rejections());
    requireOwned(session, decision.rejections());
    if (!decision.events().isEmpty()) {
      round.touch(session);
      dirty.add(session);
      timers.consider(session);
    }
    return decision;
  }

  /**
   * A refusal is worth what its state is: one that speaks of what this state does not know is in
   * vain only where nobody else has written since. Else the run has another owner, and what was
   * refused has to go there.
   */
  private void requireOwned(RunSession session, List<Rejection> rejections) {
    if (rejections.stream().noneMatch(rejection -> rejection.reason().mayBeBehind())) {
      return;
    }
    try {
      long last = parts.store().lastPosition(session.id().value());
      if (last > session.ledger().position()) {
        PortFailure failure =
            new PortFailure.Fenced(
                "run "
                    + session.id()
                    + " should end at position "
                    + session.ledger().position()
                    + ", found that another owner wrote up to "
                    + last);
        drop(session, failure);
        parts.listener().lost(session.id(), failure);
      }
    } catch (PortFailure e) {
      counters.unavailable("events of run " + session.id(), e);
      round.spoil(String.valueOf(e.getMessage()));
    }
  }

  private void dispatch() {
    if (parts.clocks().nanos() - notBeforeNanos < 0) {
      return;
    }
    try {
      for (Dispatcher.Sent sent : dispatcher.dispatch()) {
        if (parts.queue().capabilities().durable()) {
          handle(sent.session(), sent.mark());
        }
      }
    } catch (PortFailure.Unavailable e) {
      counters.unavailable("queue", e);
      notBeforeNanos = parts.clocks().nanos() + SPACE_RETRY_NANOS;
    }
  }

  /** Begins the next append, if none is in flight. */
  private void commit() {
    if (flight != null
        || round.isEmpty()
        || fatal != null
        || parts.clocks().nanos() - notBeforeNanos < 0) {
      return;
    }
    flight = round;
    round = new Round();
    var events = flight.take();
    if (events.isEmpty()) {
      appended(List.of(), Map.of());
    } else {
      appender.append(events);
    }
  }

  private void appended(List<AppendOutcome> outcomes, Map<String, Long> epochs) {
    Round done = java.util.Objects.requireNonNull(flight);
    flight = null;
    PortFailure worst = null;
    var sessionsOf = List.copyOf(done.events().entrySet());
    for (int i = 0; i < outcomes.size(); i++) {
      RunSession session = sessionsOf.get(i).getKey();
      Optional.ofNullable(epochs.get(session.id().value())).ifPresent(session::acquired);
      List<RunEvent> events = sessionsOf.get(i).getValue();
      boolean thrownAway = sessions.find(session.id()).orElse(null) != session;
      PortFailure failure =
          outcomes.get(i) instanceof AppendOutcome.Refused refused ? refused.failure() : null;
      if (failure != null) {
        worst = worst == null || worst instanceof PortFailure.Unavailable ? failure : worst;
      }
      if (thrownAway) {
        // Another state of the run is in memory, which knows what of this is in the log.
        worst =
            failure == null
                ? worst
                : new PortFailure.Conflict("run " + session.id() + " was loaded again");
      } else if (failure == null) {
        durable(session, events);
      } else {
        refused(session, events, failure);
      }
    }
    switch (worst) {
      case null -> done.conclude(courier);
      case PortFailure.Unavailable _ -> round.prepend(done);
      case PortFailure failure -> {
        done.spoil(String.valueOf(failure.getMessage()));
        done.conclude(courier);
      }
    }
  }

  private void durable(RunSession session, List<RunEvent> events) {
    session.durable(events);
    for (RunEvent event : events) {
      running.on(session.id(), event).forEach(this::tell);
      if (event instanceof RunEvent.ResultsConfirmed confirmed) {
        session
            .graph()
            .ifPresent(graph ->
                dispatcher.settled(
                    graph.step(confirmed.step()).policy().pool(), confirmed.indexes().size()));
      }
    }
    parts.listener().durable(session.id(), session.durablePosition(), events, session.ledger());
    dispatcher.consider(session);
    closeIfOver(session);
  }

  private void tell(RunningTasks.Superseded told) {
    List<byte[]> stop = List.of(MessageCodec.encode(told.stop()));
    courier.call(() -> parts.queue().send("worker." + told.worker(), stop));
  }

  private void closeIfOver(RunSession session) {
    if (session.status().isFinal()
        && !session.hasUndurable()
        && session.durablePosition() == session.ledger().position()) {
      forget(session);
    }
  }

  private void forget(RunSession session) {
    dispatcher.forget(session);
    timers.forget(session);
    sessions.close(session);
  }

  private void refused(RunSession session, List<RunEvent> events, PortFailure failure) {
    counters.unavailable("events of run " + session.id(), failure);
    switch (failure) {
      case PortFailure.Unavailable _ -> {
        session.giveBack(events);
        round.touch(session);
        notBeforeNanos = parts.clocks().nanos() + SPACE_RETRY_NANOS;
      }
      case PortFailure.Conflict _ -> {
        drop(session, failure);
        if (sessions.exists(session.id())) {
          load(session.id());
        }
      }
      case PortFailure.Fenced _, PortFailure.Corrupt _, PortFailure.Invalid _ -> {
        drop(session, failure);
        parts.listener().lost(session.id(), failure);
      }
    }
  }

  /**
   * Throws a state away, with all that was decided on it and is not durable: what led to that comes
   * again.
   */
  private void drop(RunSession session, PortFailure failure) {
    forget(session);
    dirty.remove(session);
    round.forget(session);
    round.spoil(String.valueOf(failure.getMessage()));
  }

  /** An inbox that brings the messages of a queue to this orchestrator. */
  public Inbox inbox(TaskQueue source) {
    return new Inbox(source, mailbox);
  }

  /** Puts a command to a run; the answer comes when its events are durable. */
  public CompletableFuture<Reply> ask(RunId run, RunCommand command) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    mailbox.send(new Mail.Wish(run, command, reply));
    return reply;
  }

  /** Begins to own a run that exists, unless it is owned already or over. */
  public CompletableFuture<Void> carryOn(RunId run) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    mailbox.send(
        new Mail.Errand(() -> {
          try {
            if (sessions.find(run).isEmpty() && sessions.exists(run) && !sessions.isOver(run)) {
              load(run);
            }
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        }));
    return done;
  }

  /** Asks how a run stands; empty where it is not in memory. */
  public CompletableFuture<Optional<RunProgress>> query(RunId run) {
    return queries.one(run);
  }

  /** Asks how all runs in memory stand. */
  public CompletableFuture<Map<RunId, RunProgress>> queryAll() {
    return queries.all();
  }

  /** Waits until there may be something to do, at most for some milliseconds. */
  public void await(long millis) throws InterruptedException {
    mailbox.awaitMillis(millis);
  }

  /** Why the orchestrator cannot go on and its process should end; empty while it can. */
  public Optional<RuntimeException> fatal() {
    return Optional.ofNullable(fatal);
  }

  /** Whether anything decided is not durable yet. */
  public boolean isWriting() {
    return flight != null || !round.isEmpty() || !courier.isIdle();
  }

  /** What was refused or went wrong so far. */
  public Counters counters() {
    return counters;
  }
}
