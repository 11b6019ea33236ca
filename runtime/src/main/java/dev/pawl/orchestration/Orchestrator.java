package dev.pawl.orchestration;

import dev.pawl.run.Decision;
import dev.pawl.run.Rejection;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.EventStore.AcquireOutcome;
import dev.pawl.spi.EventStore.AppendOutcome;
import dev.pawl.spi.PortFailure;
import dev.pawl.spi.TaskQueue;
import dev.pawl.spi.TaskQueue.Settlement;
import dev.pawl.wire.Message;
import dev.pawl.wire.Message.Reply;
import dev.pawl.wire.MessageCodec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns runs, one thread at a time: takes reports and requests, decides, has the events appended in
 * groups, and only when they are durable sends out tasks and acknowledges what it took. The next
 * group is decided while the last is being written.
 *
 * <p>{@link #step} is for one thread at a time; {@link #ask}, {@link #query}, {@link #await},
 * {@link #hasMail} and {@link #wake} are for any.
 */
public final class Orchestrator {
  /** So long mail is taken before what follows from it goes on: a small run waits for no more. */
  private static final long TAKE_NANOS = 500_000;

  private static final long SPACE_RETRY_NANOS = 1_000_000_000;

  private final OrchestratorParts parts;
  private final Mailbox mailbox;
  private final Sessions sessions;
  private final Dispatcher dispatcher;
  private final Evaluations evaluations;
  private final Wishes wishes;
  private final Children children;
  private final Receipts receipts;
  private final Commits commits;
  private final Timers timers;
  private final Reports reports;
  private final RunningTasks running = new RunningTasks();
  private final Counters counters = new Counters();
  private final Courier courier;
  private final Queries queries;
  private final Set<RunSession> dirty = new LinkedHashSet<>();
  private final Runs runs = new Owned();
  private long notBeforeNanos;
  private volatile boolean hurries;
  private @Nullable RuntimeException fatal;

  public Orchestrator(OrchestratorParts parts) {
    this.parts = parts;
    this.mailbox = new Mailbox();
    this.courier = new Courier(parts.clocks(), counters);
    this.receipts = new Receipts(courier);
    this.commits =
        new Commits(
            new Appender(parts.store(), parts.edge().writes(), mailbox), parts.clocks()::nanos);
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
            mailbox,
            counters);
    SignalCheck signals =
        new SignalCheck(
            parts.codec(), parts.settings().limits(), parts.edge().functions(), mailbox);
    this.children = new Children(parts, sessions, counters, runs);
    this.wishes = new Wishes(sessions, signals, runs, receipts::answer, children::lookAgain);
    this.timers = new Timers(parts.settings(), parts.clocks(), sessions, running, parts.queue());
    this.reports = new Reports(sessions, running, counters, parts.clocks(), runs, this::tell);
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
    children.loaded(session);
    return session;
  }

  /** What other parts of this orchestrator do with its runs. */
  private final class Owned implements Runs {
    @Override
    public RunSession load(RunId run) {
      return Orchestrator.this.load(run);
    }

    @Override
    public Decision handle(RunSession session, RunCommand command) {
      return Orchestrator.this.handle(session, command);
    }

    @Override
    public void insist(Runnable again) {
      receipts.insist(again);
    }

    @Override
    public void drop(RunSession session, String reason) {
      Orchestrator.this.drop(session, new PortFailure.Conflict(reason));
    }

    @Override
    public void giveUp(RunSession session, PortFailure failure) {
      Orchestrator.this.drop(session, failure);
      parts.listener().lost(session.id(), failure);
      children.givenUp(session, failure);
    }

    @Override
    public void release(RunSession session) {
      if (session.isDurable()) {
        forget(session);
      }
    }
  }

  /** Does what there is to do without waiting; gives how much that was. */
  public int step() {
    int work = takeMail() + timers.step(this::handle) + courier.step() + children.step();
    receipts.endTurn();
    evaluations.start(dirty);
    commit();
    work += dispatch();
    receipts.endTurn();
    receipts.settle();
    hurries = dispatcher.isStarving() || commits.isHeldBack();
    return work;
  }

  private int takeMail() {
    long end = parts.clocks().nanos() + TAKE_NANOS;
    int taken = 0;
    Mail mail = mailbox.poll();
    while (mail != null) {
      take(mail);
      receipts.endTurn();
      taken++;
      mail = parts.clocks().nanos() - end < 0 ? mailbox.poll() : null;
    }
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
      case Mail.Appended appended -> appended(appended);
      case Mail.Acquired acquired -> acquired(acquired);
      case Mail.AppendFailed failed -> fatal = failed.failure();
      case Mail.Wish wish ->
          wishes.put(wish.run(), wish.command(), wish.reply()::complete, () -> {});
      case Mail.Errand errand -> errand.action().run();
    }
  }

  private void deliver(Mail.Delivered delivered) {
    switch (delivered.message()) {
      case Message.Report report -> {
        try {
          reports.take(report);
        } catch (PortFailure.Unavailable e) {
          // Its run could not be looked up: it is to come again.
          counters.unavailable("events", e);
          receipts.spoil(String.valueOf(e.getMessage()));
        }
        receipts.input(delivered.source(), delivered.delivery());
      }
      case Message.Control control -> {
        Consumer<Reply> answer = reply -> reply(delivered.source(), control.replyTo(), reply);
        Runnable taken = () -> receipts.input(delivered.source(), delivered.delivery());
        try {
          RunId run = new RunId(control.request().run());
          wishes.put(
              run,
              ControlReceptor.command(
                  control.request(), parts.clocks().millis(), parts.definitions()),
              answer,
              taken);
        } catch (PortFailure.Invalid e) {
          wishes.refuse(String.valueOf(e.getMessage()), answer, taken);
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

  private boolean isInMemory(RunSession session) {
    return sessions.find(session.id()).orElse(null) == session;
  }

  private Decision handle(RunSession session, RunCommand command) {
    if (!isInMemory(session)) {
      receipts.spoil("the state of run " + session.id() + " was thrown away");
      return new Decision(List.of(), List.of());
    }
    Decision decision = session.handle(command);
    receipts.restOn(session);
    counters.refused(session.id(), decision.rejections());
    requireOwned(session, decision.rejections());
    if (!decision.events().isEmpty()) {
      commits.touch(session);
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
        runs.giveUp(session, failure);
      }
    } catch (PortFailure e) {
      counters.unavailable("events of run " + session.id(), e);
      receipts.spoil(String.valueOf(e.getMessage()));
    }
  }

  private int dispatch() {
    if (parts.clocks().nanos() - notBeforeNanos < 0) {
      return 0;
    }
    try {
      List<Dispatcher.Sent> all = dispatcher.dispatch(commits::servesOthers);
      for (Dispatcher.Sent sent : all) {
        if (parts.queue().capabilities().durable()) {
          handle(sent.session(), sent.mark());
        }
      }
      return all.size();
    } catch (PortFailure.Unavailable e) {
      counters.unavailable("queue", e);
      notBeforeNanos = parts.clocks().nanos() + SPACE_RETRY_NANOS;
      return 0;
    }
  }

  private void commit() {
    if (fatal == null && parts.clocks().nanos() - notBeforeNanos >= 0) {
      commits.begin(receipts);
    }
  }

  private void appended(Mail.Appended appended) {
    commits.ended(appended.group());
    Iterator<AppendOutcome> outcomes = appended.outcomes().iterator();
    appended
        .group()
        .forEach((session, events) -> {
          AppendOutcome outcome = outcomes.next();
          // Else another state of the run is in memory, which knows what of this is in the log.
          if (isInMemory(session)) {
            switch (outcome) {
              case AppendOutcome.Appended _ -> durable(session, events);
              case AppendOutcome.Refused refused -> refused(session, events, refused.failure());
            }
          }
        });
  }

  private void acquired(Mail.Acquired acquired) {
    Map<RunSession, PortFailure> refused = new LinkedHashMap<>();
    for (int i = 0; i < acquired.runs().size(); i++) {
      RunSession session = acquired.runs().get(i);
      switch (acquired.outcomes().get(i)) {
        case AcquireOutcome.Acquired owned -> session.acquired(owned.epoch());
        case AcquireOutcome.Refused no -> refused.put(session, no.failure());
      }
    }
    commits.acquired(acquired.runs());
    refused.forEach((session, failure) -> {
      if (isInMemory(session)) {
        refused(session, List.of(), failure);
      }
    });
  }

  private void durable(RunSession session, List<RunEvent> events) {
    session.durable(events);
    receipts.arrived(session);
    for (RunEvent event : events) {
      running.on(session.id(), event).forEach(this::tell);
    }
    parts.listener().durable(session.id(), session.durablePosition(), events, session.ledger());
    dispatcher.consider(session);
    children.durable(session, events);
    closeIfOver(session);
  }

  private void tell(RunningTasks.Superseded told) {
    List<byte[]> stop = List.of(MessageCodec.encode(told.stop()));
    courier.call(() -> parts.queue().send("worker." + told.worker(), stop));
  }

  private void closeIfOver(RunSession session) {
    if (session.status().isFinal()) {
      runs.release(session);
    }
  }

  private void forget(RunSession session) {
    dispatcher.forget(session);
    timers.forget(session);
    children.forget(session);
    sessions.close(session);
    dirty.remove(session);
  }

  private void refused(RunSession session, List<RunEvent> events, PortFailure failure) {
    counters.unavailable("events of run " + session.id(), failure);
    switch (failure) {
      case PortFailure.Unavailable _ -> {
        session.giveBack(events);
        receipts.comeBack(session);
        commits.touch(session);
        notBeforeNanos = parts.clocks().nanos() + SPACE_RETRY_NANOS;
      }
      case PortFailure.Conflict _ -> {
        drop(session, failure);
        if (sessions.exists(session.id())) {
          load(session.id());
        }
      }
      case PortFailure.Fenced _, PortFailure.Corrupt _, PortFailure.Invalid _ ->
          runs.giveUp(session, failure);
    }
  }

  /**
   * Throws a state away, with all that was decided on it and is not durable: what led to that comes
   * again.
   */
  private void drop(RunSession session, PortFailure failure) {
    forget(session);
    commits.forget(session);
    receipts.drop(session, String.valueOf(failure.getMessage()));
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
    mailbox.awaitMillis(hurries ? Math.min(1, millis) : millis);
  }

  /** Whether mail waits for a step. */
  public boolean hasMail() {
    return !mailbox.isEmpty();
  }

  /** Wakes a thread in {@link #await}. */
  public void wake() {
    mailbox.wake();
  }

  /** Why the orchestrator cannot go on and its process should end; empty while it can. */
  public Optional<RuntimeException> fatal() {
    return Optional.ofNullable(fatal);
  }

  /** Whether anything decided is not durable yet. */
  public boolean isWriting() {
    return !commits.isIdle() || !receipts.isEmpty() || !courier.isIdle() || !children.isIdle();
  }

  /** What was refused or went wrong so far. */
  public Counters counters() {
    return counters;
  }
}
