package dev.pawl.app.soak;

import dev.pawl.graph.ExternalEffects;
import dev.pawl.graph.Graph;
import dev.pawl.graph.Many;
import dev.pawl.graph.ManyTask;
import dev.pawl.graph.One;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.spi.BlobRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The load of a soak: tasks that do nothing but note that they ran, and a few that write a blob and
 * read it back. A result carries the nonce of the execution that gave it.
 */
public final class SoakProcess
    implements ProcessDefinition<SoakProcess.Request, SoakProcess.Result> {
  /** One task of so many writes a blob, and another reads it. */
  private static final int TASKS_FOR_A_BLOB = 100;

  /** A task that is killed often is not to end in quarantine. */
  private static final int RETRIES = 100;

  /**
   * What to do.
   *
   * @param tasks 100 or more
   */
  public record Request(int tasks) {
    int blobs() {
      return tasks / TASKS_FOR_A_BLOB;
    }

    int plain() {
      return tasks - 2 * blobs();
    }

    /** What has to come out. */
    Result expected() {
      return new Result(Sum.below(plain()), Sum.below(blobs()));
    }
  }

  public record Item(int number) {}

  /** A task that ran. */
  public record Done(int number, long nonce) {}

  /** A task that wrote a blob. */
  public record Written(int number, long nonce, BlobRef blob) {}

  public record Sum(long total, int count) {
    private static final Sum NOTHING = new Sum(0, 0);

    private static Sum below(int count) {
      return new Sum((long) count * (count - 1) / 2, count);
    }

    private Sum with(Done done) {
      return new Sum(total + done.number(), count + 1);
    }
  }

  public record Result(Sum plain, Sum read) {}

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String description() {
    return "tasks that note that they ran, for pawl soak";
  }

  @Override
  public One<Result> define(Graph graph, One<Request> request) {
    Many<Item> items =
        graph.fanOut("items", Item.class, request, Request::plain, (_, index) -> new Item(index));
    Many<Item> texts =
        graph.fanOut("texts", Item.class, request, Request::blobs, (_, index) -> new Item(index));
    Many<Done> plain = patient(graph.task("plain", Plain.class, items));
    Many<Written> written = patient(graph.task("write", Write.class, texts));
    Many<Done> read = patient(graph.task("read", Read.class, written));
    return graph.combine(
        "result",
        Result.class,
        graph.fold("plain sum", Sum.class, plain, Sum.NOTHING, Sum::with),
        graph.fold("read sum", Sum.class, read, Sum.NOTHING, Sum::with),
        Result::new);
  }

  private static <T> Many<T> patient(ManyTask<T> task) {
    return task.retries(RETRIES).backoff(Duration.ofMillis(100));
  }

  /** The text that the blob of a task has to hold. */
  static byte[] text(int number) {
    return ("text " + number + "\n").repeat(1 + number % 200).getBytes(StandardCharsets.UTF_8);
  }

  /** Notes that it ran. */
  @ExternalEffects
  public static final class Plain implements TaskHandler<Item, Done> {
    @Override
    public Done handle(Item item, TaskContext context) throws IOException {
      return new Done(item.number(), Effects.note(context));
    }
  }

  /** Notes that it ran, and writes a blob. */
  @ExternalEffects
  public static final class Write implements TaskHandler<Item, Written> {
    @Override
    public Written handle(Item item, TaskContext context) throws IOException {
      long nonce = Effects.note(context);
      BlobRef blob = context.blobs().write("text", text(item.number()));
      return new Written(item.number(), nonce, blob);
    }
  }

  /** Notes that it ran, and reads the blob of the task before. */
  @ExternalEffects
  public static final class Read implements TaskHandler<Written, Done> {
    @Override
    public Done handle(Written written, TaskContext context) throws IOException {
      long nonce = Effects.note(context);
      BlobRef blob = written.blob();
      if (!Arrays.equals(
          context.blobs().readRange(blob, 0, (int) blob.size()), text(written.number()))) {
        throw new IOException("blob " + blob.key() + " should hold its text, found other bytes");
      }
      return new Done(written.number(), nonce);
    }
  }
}
