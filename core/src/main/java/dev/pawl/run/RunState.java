package dev.pawl.run;

import dev.pawl.run.RunEvent.*;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one run: bookkeeping of tasks, and beneath it whatever the {@link Orchestration}
 * keeps. A pure function of the run's events. One thread at a time; changed in place, because a
 * copy for each of millions of events would cost too much, but only by {@link #evolve}.
 *
 * @param <S> what the orchestration keeps
 */
public final class RunState<S> implements TaskLedger {
  private final Orchestration<S> orchestration;
  private S inner;
  private RunStatus status = RunStatus.NEW;
  private long position;
  private @Nullable RunStarted started;
  private StepState[] steps = new StepState[0];
  private Signals signals = new Signals(List.of());
  private int outstandingCount;
  private final TreeMap<Long, Integer> retries = new TreeMap<>();

  RunState(Orchestration<S> orchestration) {
    this.orchestration = orchestration;
    this.inner = orchestration.initial();
  }

  /** What the orchestration keeps. */
  S inner() {
    return inner;
  }

  /** Takes the next event of the stream. */
  void evolve(RunEvent event) {
    position++;
    switch (event) {
      case RunStarted e -> start(e);
      case TasksScheduled e -> {
        steps[e.step()].schedule(e.indexes());
        outstandingCount += e.indexes().size();
      }
      case TasksDispatched _, TasksReturned _ -> {}
      case ResultsConfirmed e -> confirm(steps[e.step()], e.indexes());
      case RetryPlanned e -> {
        change(e.step(), e.index(), trouble(e.step(), e.index()).planned(e.notBefore(), at()));
        retries.merge(e.notBefore(), 1, Integer::sum);
      }
      case TaskReissued e ->
          change(e.step(), e.index(), trouble(e.step(), e.index()).reissued(at()));
      case SecondAttemptIssued e ->
          change(e.step(), e.index(), trouble(e.step(), e.index()).withSecond());
      case AttemptDropped e ->
          change(e.step(), e.index(), trouble(e.step(), e.index()).dropped(e.attempt()));
      case RetriesIssued e -> e.indexes().forEach(index -> issue(e.step(), index));
      case TaskQuarantined e -> {
        change(e.step(), e.index(), trouble(e.step(), e.index()).isolated(at()));
        outstandingCount--;
      }
      case QuarantineLifted e -> {
        e.indexes().forEach(index -> change(e.step(), index, trouble(e.step(), index).lifted()));
        outstandingCount += e.indexes().size();
        status = status == RunStatus.STALLED ? RunStatus.RUNNING : status;
      }
      case FannedOut e ->
          values(e.step(), IndexSet.range(e.first(), e.first() + e.values().size()));
      case Planned e -> steps[e.step()].plan(e, at());
      case Combined e -> values(e.step(), e.indexes());
      case Folded e -> steps[e.step()].moveTo(IndexSet.of(0), at());
      case BranchChosen e -> {
        values(e.step(), IndexSet.of(0));
        signals.chosen(e.step(), e.side());
      }
      case SignalReceived e -> values(e.step(), IndexSet.of(0));
      case RoundBegan e -> beginRound(e);
      case RoundsEnded _ -> {}
      case StepCompleted e -> steps[e.step()].complete(e.missing());
      case RunPaused _ -> status = RunStatus.PAUSED;
      case RunParked _ -> status = RunStatus.PARKED;
      case RunResumed _ -> status = RunStatus.RUNNING;
      case RunStalled _ -> status = RunStatus.STALLED;
      case RunCompleted _ -> status = RunStatus.COMPLETED;
      case RunFailed _ -> status = RunStatus.FAILED;
      case RunCancelled _ -> status = RunStatus.CANCELLED;
    }
    inner = orchestration.evolve(inner, event, this);
  }

  private void start(RunStarted event) {
    started = event;
    status = RunStatus.RUNNING;
    signals = new Signals(event.steps());
    steps = new StepState[event.steps().size()];
    for (int step = 0; step < steps.length; step++) {
      steps[step] = new StepState();
    }
    values(0, IndexSet.of(0));
  }

  private void beginRound(RoundBegan event) {
    event
        .body()
        .forEach(id -> {
          StepState step = steps[id];
          step.troubles().values().forEach(this::forgetRetry);
          outstandingCount -= step.outstandingCount();
          step.beginAnew();
        });
    int entry = event.body().first();
    values(entry, IndexSet.of(0));
    steps[entry].complete(IndexSet.empty());
  }

  private void confirm(StepState step, IndexSet indexes) {
    int quarantined = step.quarantinedCount();
    if (!step.troubles().isEmpty()) {
      indexes.forEach(index -> forgetRetry(step.trouble(index)));
    }
    step.confirm(indexes, at());
    outstandingCount -= indexes.size() - (quarantined - step.quarantinedCount());
    if (status == RunStatus.STALLED && quarantined > step.quarantinedCount()) {
      status = RunStatus.RUNNING;
    }
  }

  private void values(int step, IndexSet indexes) {
    steps[step].confirm(indexes, at());
  }

  private void issue(int step, int index) {
    Trouble trouble = trouble(step, index);
    forgetRetry(trouble);
    steps[step].trouble(index, trouble.issued());
  }

  private void change(int step, int index, Trouble changed) {
    forgetRetry(trouble(step, index));
    steps[step].trouble(index, changed);
  }

  private void forgetRetry(Trouble trouble) {
    if (trouble.notBefore() > 0) {
      retries.computeIfPresent(trouble.notBefore(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private int at() {
    return Math.toIntExact(position);
  }

  Trouble trouble(int step, int index) {
    return steps[step].trouble(index);
  }

  StepState step(int step) {
    return steps[step];
  }

  /** Tasks that are scheduled, not done and not in quarantine; planned retries are among them. */
  int outstandingCount() {
    return outstandingCount;
  }

  Signals signals() {
    return signals;
  }

  @Override
  public List<Integer> awaited() {
    return status.isFinal() ? List.of() : signals.open(this);
  }

  @Override
  public RunStatus status() {
    return status;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public @Nullable RunStarted started() {
    return started;
  }

  @Override
  public int steps() {
    return steps.length;
  }

  @Override
  public int round(int step) {
    return steps[step].round();
  }

  @Override
  public IndexSet done(int step) {
    BitSet done = steps[step].done();
    return IndexSet.ofBits(done, 0, done.length());
  }

  @Override
  public boolean isDone(int step, int index) {
    return steps[step].isDone(index);
  }

  @Override
  public boolean isScheduled(int step, int index) {
    return steps[step].isScheduled(index);
  }

  @Override
  public boolean isMissing(int step, int index) {
    return steps[step].isMissing(index);
  }

  @Override
  public int doneCount(int step) {
    return steps[step].doneCount();
  }

  @Override
  public int scheduledCount(int step) {
    return steps[step].scheduledCount();
  }

  @Override
  public int quarantinedCount(int step) {
    return steps[step].quarantinedCount();
  }

  @Override
  public IndexSet missing(int step) {
    BitSet missing = steps[step].missing();
    return IndexSet.ofBits(missing, 0, missing.length());
  }

  @Override
  public IndexSet quarantined(int step) {
    int[] indexes =
        steps[step].troubles().entrySet().stream()
            .filter(e -> e.getValue().quarantined())
            .mapToInt(e -> e.getKey())
            .toArray();
    return IndexSet.ofSorted(indexes, indexes.length);
  }

  @Override
  public boolean completed(int step) {
    return steps[step].completed();
  }

  @Override
  public int firstOpen(int step, int from) {
    StepState state = steps[step];
    int open = state.done().nextClearBit(from);
    while (state.isMissing(open)) {
      open = state.done().nextClearBit(state.missing().nextClearBit(open));
    }
    return open;
  }

  @Override
  public long positionOf(int step, int index) {
    return steps[step].position(index);
  }

  @Override
  public int planWidth(int step) {
    return steps[step].planWidth();
  }

  @Override
  public long planPosition(int step, int index) {
    return steps[step].planPosition(index);
  }

  @Override
  public int attempt(int step, int index) {
    return trouble(step, index).attempt();
  }

  @Override
  public boolean isLive(int step, int index, int attempt) {
    StepState state = steps[step];
    return state.isScheduled(index) && !state.isDone(index) && state.trouble(index).isLive(attempt);
  }

  @Override
  public boolean hadSecond(int step, int index) {
    return trouble(step, index).doubled();
  }

  @Override
  public IndexSet outstanding(int step) {
    StepState state = steps[step];
    BitSet open = (BitSet) state.scheduled().clone();
    open.andNot(state.done());
    state
        .troubles()
        .forEach((index, trouble) ->
            open.set(index, open.get(index) && !trouble.quarantined() && trouble.notBefore() == 0));
    return IndexSet.ofBits(open, 0, open.length());
  }

  @Override
  public long nextRetryAt() {
    return retries.isEmpty() ? Long.MAX_VALUE : retries.firstKey();
  }

  /** All that the state holds, as text: equal for equal states. */
  public String describe() {
    StringBuilder text =
        new StringBuilder(
            status
                + " at "
                + position
                + " outstanding "
                + outstandingCount
                + " retries "
                + retries);
    IntStream.range(0, steps.length)
        .forEach(
            step -> text.append('\n').append(step).append(": ").append(steps[step].describe()));
    return text.append('\n').append(inner).toString();
  }
}
