package dev.pawl.engine;

import dev.pawl.engine.RunFinder.Found;
import dev.pawl.graph.Definitions.Loaded;
import dev.pawl.input.PinnedFiles;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunId;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.Request;
import dev.pawl.wire.ShortDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What starting a process comes to: a run that is already on its way with the same definition,
 * version and input, or a new one. Immutable.
 *
 * @param run the run
 * @param found how it stands, where it exists
 * @param start the request that begins it, where it does not
 */
public record Launch(RunId run, Optional<Found> found, Optional<Request.Start> start) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * What the user asks for.
   *
   * @param input JSON as the user gave it
   * @param id the run's id, where the user gave one
   * @param fresh whether a new run is wanted even if one is on its way
   * @param unread whether a run that is over has an outcome that was never told
   */
  public record Wish(byte[] input, Optional<RunId> id, boolean fresh, Predicate<RunId> unread) {
    /** A wish of one who reads every outcome. */
    public Wish(byte[] input, Optional<RunId> id, boolean fresh) {
      this(input, id, fresh, _ -> false);
    }
  }

  /**
   * Decides what a wish comes to. Files in the input of a new run are pinned, which reads them.
   *
   * @throws PortFailure.Invalid where the input does not fit the process, or a run of this id was
   *     started in another way
   */
  public static Launch of(RunFinder finder, Loaded process, Codec codec, Wish wish) {
    Object input = codec.decode(wish.input(), process.graph().inputType());
    String digest = ShortDigest.of(codec.encode(input, process.graph().inputType()));
    Optional<Found> found = wish.id().isPresent() ? finder.find(wish.id().get()) : Optional.empty();
    if (wish.id().isEmpty() && !wish.fresh()) {
      found = finder.latest(process, digest, wish.unread());
    }
    if (found.isPresent()) {
      requireSame(found.get(), process, digest);
      return new Launch(found.get().run(), found, Optional.empty());
    }
    RunId run = wish.id().orElseGet(() -> newId(process.graph().name()));
    byte[] pinned = codec.encode(PinnedFiles.pinAll(input), process.graph().inputType());
    Request.Start start =
        new Request.Start(
            run.value(), process.graph().name(), process.graph().version(), digest, pinned);
    return new Launch(run, Optional.empty(), Optional.of(start));
  }

  private static void requireSame(Found found, Loaded process, String digest) {
    RunEvent.RunStarted started = found.started();
    boolean same =
        started.definition().equals(process.graph().name())
            && started.version() == process.graph().version()
            && started.inputDigest().equals(digest);
    if (!same) {
      throw new PortFailure.Invalid(
          "run "
              + found.run()
              + " should be one of "
              + process.graph().name()
              + " version "
              + process.graph().version()
              + " with this input, found "
              + started.definition()
              + " version "
              + started.version()
              + (started.inputDigest().equals(digest) ? "" : " with another input"));
    }
    if (!found.over() && !started.digest().equals(process.graph().digest())) {
      throw new PortFailure.Invalid(
          "run "
              + found.run()
              + " was started with graph "
              + started.digest()
              + " of "
              + started.definition()
              + " version "
              + started.version()
              + ", found graph "
              + process.graph().digest()
              + "; raise the version of a definition when its graph changes, or start afresh with --new");
    }
  }

  private static RunId newId(String name) {
    String random =
        HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt()).substring(0, 4);
    return new RunId(name + "-" + STAMP.format(Instant.now()) + "-" + random);
  }
}
