package dev.pawl.app;

import dev.pawl.files.FileBlobStore;
import dev.pawl.run.RunId;
import dev.pawl.spi.BlobStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pawl verify}. */
@Command(
    name = "verify",
    description =
        "Read all events of a run, or of all runs, and all blobs that confirmed results refer to, and check their checksums.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  pawl verify",
      "  pawl verify nightly && echo sound",
      "",
      "Ends with 1 where something is damaged, and changes nothing."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "a run's id; else all runs of the home")
  @Nullable String run;

  @Mixin HomeOption home = new HomeOption();
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int damages = 0;
    try (ReadHome runs = ReadHome.of(home.home())) {
      List<RunId> asked = run == null ? runs.all() : List.of(runs.require(run));
      if (asked.isEmpty()) {
        out.println("no runs in home " + home.home().path());
        out.flush();
        return ExitCode.COMPLETED;
      }
      try (BlobStore blobs = FileBlobStore.ofRuns(home.home().runs())) {
        for (RunId id : asked) {
          Verification found = Verification.of(runs.store(), blobs, id);
          out.println(
              "run "
                  + id
                  + ": "
                  + found.events()
                  + " events, "
                  + found.blobs()
                  + " blobs of "
                  + found.blobBytes()
                  + " bytes, "
                  + (found.damages().isEmpty() ? "sound" : found.damages().size() + " damaged:"));
          found.damages().forEach(damage -> out.println("  " + damage));
          out.flush();
          damages += found.damages().size();
        }
      }
    }
    out.flush();
    return damages == 0 ? ExitCode.COMPLETED : ExitCode.FAILED;
  }
}
