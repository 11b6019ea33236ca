package dev.pawl.app;

import dev.pawl.graph.Graph;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A process of two tasks that meets with the mishap that its input names. */
public final class Mishap implements ProcessDefinition<Mishap.Request, Mishap.Done> {
  /**
   * What shall happen.
   *
   * @param place the home, or a file: what it is depends on the kind
   */
  public record Request(String kind, String place, Optional<InputFile> file) {}

  public record Prepared(Request request, Optional<BlobRef> blob) {}

  /** A result that can be too large, or refuse to be written. */
  public record Done(String text) {
    public String text() {
      if (text.equals("unwritable")) {
        throw new IllegalStateException("this text is not for writing");
      }
      return text;
    }
  }

  @Override
  public String name() {
    return "mishap";
  }

  @Override
  public One<Done> define(Graph graph, One<Request> request) {
    One<Prepared> prepared = graph.task("prepare", Prepare.class, request);
    return graph
        .task("work", Work.class, prepared)
        .retries(2)
        .backoff(Duration.ofMillis(5))
        .timeout(Duration.ofMillis(400));
  }

  /** Spoils the data that the next task reads. */
  public static final class Prepare implements TaskHandler<Request, Prepared> {
    @Override
    public Prepared handle(Request request, TaskContext context) throws IOException {
      if (request.kind().equals("input changes")) {
        Path file = Path.of(request.file().orElseThrow().path());
        Files.writeString(file, "more", StandardOpenOption.APPEND);
      }
      if (!request.kind().equals("blob is damaged")) {
        return new Prepared(request, Optional.empty());
      }
      byte[] bytes = "what was written".getBytes(StandardCharsets.UTF_8);
      BlobRef blob = context.blobs().write("data", bytes);
      String key = blob.key().substring(context.run().length() + 1);
      Path file =
          Path.of(request.place())
              .resolve("runs")
              .resolve(context.run())
              .resolve("blobs")
              .resolve(key);
      bytes[3] ^= 4;
      file.toFile().setWritable(true);
      Files.write(file, bytes);
      return new Prepared(request, Optional.of(blob));
    }
  }

  /** Has the mishap. */
  public static final class Work implements TaskHandler<Prepared, Done> {
    @Override
    public Done handle(Prepared prepared, TaskContext context) throws Exception {
      Request request = prepared.request();
      return switch (request.kind()) {
        case "throws until mended" -> {
          if (!Files.exists(Path.of(request.place()))) {
            throw new IOException("the printer is out of paper");
          }
          yield new Done("printed");
        }
        case "throws twice" -> {
          if (context.attempt() < 3) {
            throw new IOException("not yet");
          }
          yield new Done("at last");
        }
        case "never ends" -> {
          while (!Thread.interrupted()) {
            LockSupport.park();
          }
          throw new InterruptedException();
        }
        case "recurses" -> new Done("depth " + depth(0));
        case "exits" -> {
          System.exit(3);
          yield new Done("");
        }
        case "result is unwritable" -> new Done("unwritable");
        case "result is large" -> new Done("x".repeat(70_000));
        case "input changes" -> new Done("" + read(context.open(request.file().orElseThrow())));
        case "blob is damaged" ->
            new Done("" + read(context.blobs().read(prepared.blob().orElseThrow())));
        default -> new Done(request.kind());
      };
    }

    private static int depth(int depth) {
      return depth < 0 ? 0 : depth(depth + 1) + 1;
    }

    private static int read(InputStream stream) throws IOException {
      try (stream) {
        return stream.readAllBytes().length;
      }
    }
  }
}
