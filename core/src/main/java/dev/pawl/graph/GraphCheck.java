package dev.pawl.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold of a graph before it runs. */
final class GraphCheck {
  private static final int MOST_STEPS = 10_000;

  private GraphCheck() {}

  static void check(List<Step> steps, int result, Pattern names) {
    if (steps.size() > MOST_STEPS) {
      throw new GraphException(
          "a graph should have at most " + MOST_STEPS + " steps, found " + steps.size());
    }
    if (steps.get(result).many()) {
      throw new GraphException(
          "the result should be one value, found the many of '" + steps.get(result).name() + "'");
    }
    checkNames(steps, names);
    checkUse(steps, result);
    checkGuards(steps);
    checkGroups(steps);
    checkPlans(steps);
  }

  static List<List<Integer>> consumers(List<Step> steps) {
    List<List<Integer>> consumers = new ArrayList<>();
    steps.forEach(step -> consumers.add(new ArrayList<>()));
    for (Step step : steps) {
      for (int source : new HashSet<>(step.sources())) {
        consumers.get(source).add(step.id());
      }
    }
    return consumers.stream().map(List::copyOf).toList();
  }

  private static void checkNames(List<Step> steps, Pattern names) {
    Set<String> seen = new HashSet<>();
    for (Step step : steps) {
      boolean ownName =
          !(step instanceof Step.All
              || step instanceof Step.Merge
              || step instanceof Step.Transpose
              || step instanceof Step.Grouping
              || step instanceof Step.Entry);
      if (ownName && !names.matcher(step.name()).matches()) {
        throw new GraphException(
            "the name of a step should be 1 to 60 letters, digits, spaces, '.', '_' or '-', found '"
                + step.name()
                + "'");
      }
      if (!seen.add(step.name())) {
        throw new GraphException(
            "names of steps should be unique, found '" + step.name() + "' twice");
      }
    }
  }

  private static void checkUse(List<Step> steps, int result) {
    List<List<Integer>> consumers = consumers(steps);
    for (Step step : steps) {
      boolean used = step.id() == 0 || step.id() == result || !consumers.get(step.id()).isEmpty();
      boolean mayBeUnused = step instanceof Step.Choice || step instanceof Step.Entry;
      if (!used && !mayBeUnused) {
        throw new GraphException(
            "every step should be used, found '" + step.name() + "' whose value nobody takes");
      }
    }
  }

  /** Groups lie in blobs, which only workers open. */
  private static void checkGroups(List<Step> steps) {
    for (Step step : steps) {
      for (int source : step.sources()) {
        if (grouping(steps, source) != null && !(step instanceof Step.Task)) {
          throw new GraphException(
              "the groups of '"
                  + steps.get(source).name()
                  + "' should go to a task, found the "
                  + step.kind()
                  + " '"
                  + step.name()
                  + "': they lie in blobs, which only workers open");
        }
      }
    }
  }

  /** The grouping whose groups are the values of a step; null where they are no groups. */
  static Step.@Nullable Grouping grouping(List<Step> steps, int step) {
    return steps.get(step) instanceof Step.FanOut groups
            && steps.get(groups.source()) instanceof Step.Grouping grouping
        ? grouping
        : null;
  }

  /**
   * A step outside a branch may use only the branch's merge, or it would wait for ever when the
   * branch is not taken; one outside a body only the repeat's value, or it would see it change.
   */
  private static void checkGuards(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Merge merge -> {
          checkSource(steps, step, new Step.Branch(merge.choice(), true), merge.then());
          checkSource(steps, step, new Step.Branch(merge.choice(), false), merge.otherwise());
        }
        case Step.Repeat repeat -> {
          checkSource(steps, step, new Step.Body(repeat.entry()), repeat.result());
          if (repeat.result() < repeat.entry()) {
            throw new GraphException(
                "a round of '"
                    + step.name()
                    + "' should end with a value of its own, found '"
                    + steps.get(repeat.result()).name()
                    + "', which lies outside");
          }
        }
        default ->
            step.sources().forEach(source -> checkSource(steps, step, step.node().guard(), source));
      }
    }
  }

  private static void checkPlans(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Dag dag) {
        Types.nodeType(steps.get(dag.source()).type());
        if (dag.policy().tolerated() > 0) {
          throw new GraphException(
              "dag '"
                  + dag.name()
                  + "' should tolerate no failures, because a node cannot go on without the results"
                  + " of its parents, found tolerate("
                  + dag.policy().tolerated()
                  + ")");
        }
      }
    }
  }

  private static void checkSource(
      List<Step> steps, Step step, Step.@Nullable Guard guard, int source) {
    Step.Guard inner =
        steps.get(source) instanceof Step.Entry entry
            ? new Step.Body(entry.id())
            : steps.get(source).node().guard();
    if (inner != null && !within(steps, guard, inner)) {
      String part =
          inner instanceof Step.Branch
              ? "in a branch of '" + steps.get(inner.step()).name()
              : "in a round of '" + steps.get(inner.step()).name().replace("/round", "");
      throw new GraphException(
          "step '"
              + step.name()
              + "' should not use '"
              + steps.get(source).name()
              + "', which lies "
              + part
              + "'");
    }
  }

  /** Whether a guard is {@code wanted}, or lies in it. */
  static boolean within(List<Step> steps, Step.@Nullable Guard guard, Step.Guard wanted) {
    for (Step.Guard g = guard; g != null; g = steps.get(g.step()).node().guard()) {
      if (g.equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
