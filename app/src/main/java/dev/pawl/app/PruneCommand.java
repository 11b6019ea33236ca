package dev.pawl.app;

import dev.pawl.engine.Home;
import dev.pawl.engine.RunFinder;
import dev.pawl.engine.RunFinder.Found;
import dev.pawl.files.FileBlobStore;
import dev.pawl.files.log.HomeLock;
import dev.pawl.run.ParentTask;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobStore;
import dev.pawl.spi.BlobStore.BlobEntry;
import dev.pawl.spi.EventStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pawl prune}. */
@Command(
    name = "prune",
    description =
        "Delete runs that ended some time ago, events and blobs together, and their child runs with them. No other process may hold the home meanwhile.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  pawl prune --older-than 30d --dry-run", "  pawl prune --older-than 12h"})
final class PruneCommand implements Callable<Integer> {
  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      required = true,
      description = "since their end: 45s, 10m, 12h, 30d or 2w")
  String olderThan = "";

  @Option(names = "--dry-run", description = "only tell what would be deleted")
  boolean dryRun;

  @Mixin HomeOption homeOption = new HomeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    long before = System.currentTimeMillis() - Spans.parse("--older-than", olderThan).toMillis();
    Home home = homeOption.home();
    PrintWriter out = spec.commandLine().getOut();
    try (ReadHome runs = ReadHome.of(home)) {
      if (runs.all().isEmpty()) {
        out.println("no runs in home " + home);
      } else if (dryRun) {
        old(runs.store(), before).forEach(one -> out.println("would delete run " + one.run()));
      } else {
        delete(home, before, out);
      }
    }
    out.flush();
    return ExitCode.COMPLETED;
  }

  /**
   * Runs to delete, each after its children: a child's blobs may be in use as long as its parent is
   * there, so it stays as long, and goes with it.
   */
  private static List<Found> old(EventStore store, long before) {
    List<Found> all = new RunFinder(store).all();
    Set<RunId> present = all.stream().map(Found::run).collect(Collectors.toSet());
    Map<RunId, List<Found>> children = new HashMap<>();
    List<Found> roots = new ArrayList<>();
    for (Found one : all) {
      one.started()
          .parent()
          .map(ParentTask::run)
          .filter(present::contains)
          .ifPresentOrElse(
              parent -> children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(one),
              () -> roots.add(one));
    }
    List<Found> old = new ArrayList<>();
    roots.stream()
        .filter(one -> one.over() && one.last().time() <= before)
        .forEach(root -> addTree(root, children, old));
    return old;
  }

  private static void addTree(Found one, Map<RunId, List<Found>> children, List<Found> tree) {
    children.getOrDefault(one.run(), List.of()).forEach(child -> addTree(child, children, tree));
    tree.add(one);
  }

  /** Blobs go first: a run whose deletion was cut short is found again. */
  private static void delete(Home home, long before, PrintWriter out) {
    try (HomeLock _ = HomeLock.acquire(home.path());
        EventStore store = home.openEvents();
        BlobStore blobs = FileBlobStore.ofRuns(home.runs())) {
      List<Found> found = old(store, before);
      for (Found one : found) {
        long bytes = 0;
        for (BlobEntry blob : blobs.list(one.run() + "/")) {
          blobs.delete(blob.key());
          bytes += blob.size();
        }
        deleteIfEmpty(home.runs().resolve(one.run().value()).resolve("blobs"));
        store.delete(one.run().value());
        out.println("deleted run " + one.run() + " and " + bytes + " bytes of blobs");
      }
      if (found.isEmpty()) {
        out.println("no run ended that long ago");
      }
    }
  }

  private static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // What is no blob was put there by somebody else, and stays.
      return;
    } catch (IOException e) {
      throw UserError.failed(folder + " should be deletable, found: " + e);
    }
  }
}
