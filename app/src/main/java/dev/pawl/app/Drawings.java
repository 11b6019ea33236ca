package dev.pawl.app;

import dev.pawl.app.drawing.Drawing;
import dev.pawl.app.drawing.Drawing.Edge;
import dev.pawl.app.drawing.Drawing.Flow;
import dev.pawl.app.drawing.Drawing.Node;
import dev.pawl.app.drawing.Drawing.State;
import dev.pawl.graph.ProcessGraph;
import dev.pawl.graph.Step;
import dev.pawl.graph.Step.Branch;
import dev.pawl.graph.Step.Guard;
import dev.pawl.orchestration.RunProgress.StepProgress;
import dev.pawl.run.RunStatus;
import dev.pawl.run.StepInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drawings of definitions and of runs. */
final class Drawings {
  private Drawings() {}

  /** The graph of a definition. */
  static Drawing of(ProcessGraph graph) {
    List<StepInfo> steps = StepInfo.of(graph);
    List<Node> nodes = new ArrayList<>();
    for (int id = 0; id < steps.size(); id++) {
      StepInfo step = steps.get(id);
      String kind = kind(graph.step(id));
      nodes.add(node(step, step.many() ? kind + " × n" : kind, State.PLAIN, 0));
    }
    return new Drawing(graph.name() + " " + graph.version(), nodes, edges(graph, steps), false);
  }

  /**
   * How a run stands.
   *
   * @param graph of the run, where its code is at hand; without it branches have no labels
   */
  static Drawing of(RunView view, Optional<ProcessGraph> graph) {
    List<StepInfo> steps = view.started().steps();
    List<Node> nodes = new ArrayList<>();
    for (int id = 0; id < steps.size(); id++) {
      StepProgress progress = view.progress().steps().get(id);
      double share = progress.total() == 0 ? 0 : (double) progress.done() / progress.total();
      nodes.add(
          node(
              steps.get(id),
              caption(view, progress),
              state(view, progress, skipped(view, graph, id)),
              share));
    }
    String title =
        view.run()
            + " · "
            + view.started().definition()
            + " "
            + view.started().version()
            + " · "
            + view.statusText();
    return new Drawing(
        title, nodes, graph.map(one -> edges(one, steps)).orElseGet(() -> edges(steps)), true);
  }

  private static Node node(StepInfo step, String caption, State state, double share) {
    boolean barrier = step.kind().equals("all");
    return new Node(
        barrier ? "all" : step.name(), barrier ? "" : caption, step.many(), barrier, state, share);
  }

  private static String caption(RunView view, StepProgress progress) {
    if (progress.step().awaitsSignal()) {
      boolean waits = view.awaited().contains(progress.step().name());
      return progress.step().kind()
          + (progress.done() > 0 ? " · received" : waits ? " · waits" : "");
    }
    String counts =
        progress.step().many() || progress.step().hasTasks() ? " · " + RunShown.done(progress) : "";
    String trouble =
        progress.quarantined() > 0 ? " · " + progress.quarantined() + " in quarantine" : "";
    return progress.step().kind() + counts + trouble;
  }

  private static State state(RunView view, StepProgress progress, boolean skipped) {
    if (skipped) {
      return State.SKIPPED;
    } else if (progress.completed() || view.status() == RunStatus.COMPLETED) {
      return State.DONE;
    } else if (progress.quarantined() > 0) {
      return State.TROUBLE;
    }
    boolean active =
        progress.done() > 0
            || progress.scheduled() > 0
            || view.awaited().contains(progress.step().name());
    return active ? State.ACTIVE : State.WAITING;
  }

  /** Whether a step lies in a branch that the run did not take. */
  private static boolean skipped(RunView view, Optional<ProcessGraph> graph, int id) {
    @Nullable Guard guard = graph.map(one -> one.step(id).node().guard()).orElse(null);
    if (graph.isEmpty()) {
      return view.status() == RunStatus.COMPLETED && !view.progress().steps().get(id).completed();
    }
    while (guard != null) {
      if (guard instanceof Branch branch) {
        @Nullable Boolean side = view.history().branches().get(branch.choice());
        if (side != null && side != branch.side()) {
          return true;
        }
      }
      guard = graph.get().step(guard.step()).node().guard();
    }
    return false;
  }

  private static String kind(Step step) {
    return step instanceof Step.Child child
        ? child.kind() + " " + child.process().name()
        : step.kind();
  }

  /** A signal has no source; in a branch it is awaited when the branch is taken. */
  private static List<Edge> signalled(List<StepInfo> steps) {
    List<Edge> edges = new ArrayList<>();
    for (int id = 0; id < steps.size(); id++) {
      if (steps.get(id).awaitsSignal()) {
        if (steps.get(id).guard().orElse(null) instanceof Branch branch) {
          edges.add(new Edge(branch.choice(), id, Flow.ONE, label(branch.side())));
        }
      }
    }
    return edges;
  }

  private static String label(boolean side) {
    return side ? "then" : "otherwise";
  }

  private static List<Edge> edges(List<StepInfo> steps) {
    List<Edge> edges = new ArrayList<>(signalled(steps));
    for (int id = 0; id < steps.size(); id++) {
      for (int source : steps.get(id).sources()) {
        edges.add(new Edge(source, id, flow(steps, source, id), ""));
      }
    }
    edges.addAll(loops(steps));
    return edges;
  }

  /** From each repeat back to where its rounds begin. */
  private static List<Edge> loops(List<StepInfo> steps) {
    List<Edge> loops = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int id = 0; id < steps.size(); id++) {
      switch (steps.get(id).kind()) {
        case "round" -> open.add(id);
        // A body is drawn from its round to its repeat, so that the last one open is the one.
        case "repeat" -> loops.add(new Edge(id, open.removeLast(), Flow.AGAIN, "again"));
        default -> {}
      }
    }
    return loops;
  }

  /** What enters a branch comes from the choice, with a label. */
  private static List<Edge> edges(ProcessGraph graph, List<StepInfo> steps) {
    List<Edge> edges = new ArrayList<>(signalled(steps));
    for (Step step : graph.steps()) {
      for (int source : step.sources()) {
        Optional<Branch> entered = entered(graph, step, source);
        if (entered.isPresent()) {
          edges.add(
              new Edge(
                  entered.get().choice(),
                  step.id(),
                  flow(steps, source, step.id()),
                  label(entered.get().side())));
        }
        boolean subject =
            entered.isPresent() && graph.step(entered.get().choice()).sources().contains(source);
        if (!subject) {
          edges.add(new Edge(source, step.id(), flow(steps, source, step.id()), ""));
        }
      }
    }
    edges.addAll(loops(steps));
    return edges.stream().distinct().toList();
  }

  /** The branch that an edge leads into, or past where a branch has no steps of its own. */
  private static Optional<Branch> entered(ProcessGraph graph, Step step, int source) {
    @Nullable Guard from = graph.step(source).node().guard();
    @Nullable Guard to = step.node().guard();
    if (step instanceof Step.Merge merge) {
      Branch side = new Branch(merge.choice(), source == merge.then());
      return side.equals(from) ? Optional.empty() : Optional.of(side);
    }
    return to instanceof Branch branch && !to.equals(from) ? Optional.of(branch) : Optional.empty();
  }

  private static Flow flow(List<StepInfo> steps, int source, int id) {
    if (!steps.get(source).many()) {
      return Flow.ONE;
    }
    return steps.get(id).kind().equals("all") ? Flow.BARRIER : Flow.EACH;
  }
}
