package dev.pawl.forecast;

import dev.pawl.forecast.input.ActualsJoin;
import dev.pawl.forecast.input.InputFormatException;
import dev.pawl.forecast.input.LongCsv;
import dev.pawl.forecast.input.SeriesReader;
import dev.pawl.forecast.input.WideCsv;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.PermanentFailure;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import java.io.IOException;

/** Reads series from files, streamed, and cuts them into shards. */
public final class ReadSeries implements TaskHandler<Request, Catalog> {
  private static final int SHARD_SERIES = 50;

  @Override
  public Catalog handle(Request request, TaskContext context) throws Exception {
    try (SeriesReader series = open(request, context)) {
      return ShardTable.write(
          series, request.shardSeries().orElse(SHARD_SERIES), request.settings(), context.blobs());
    } catch (InputFormatException e) {
      throw new PermanentFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static SeriesReader open(Request request, TaskContext context) throws IOException {
    if (request.series().isPresent()) {
      InputFile file = request.series().get();
      return new LongCsv(file.path(), context.open(file), null);
    }
    InputFile train = request.train().orElseThrow();
    WideCsv history = new WideCsv(train.path(), context.open(train));
    if (request.test().isEmpty()) {
      return history;
    }
    InputFile test = request.test().get();
    return new ActualsJoin(
        history,
        new WideCsv(test.path(), context.open(test)),
        test.path(),
        request.settings().horizon());
  }
}
