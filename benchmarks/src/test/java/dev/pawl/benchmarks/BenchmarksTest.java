package dev.pawl.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.testkit.Acceptance;
import java.util.Collection;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark once, as small as it goes, for it to stay a benchmark that runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchmarksTest {

  @Test
  void every_benchmark_does_what_it_measures() throws Exception {
    Collection<RunResult> results = once("dev.pawl.benchmarks", 1_000);

    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark().replaceAll("\\.\\w+$", ""))
        .contains(
            DeciderBenchmark.class.getName(),
            EncodingBenchmark.class.getName(),
            JsonBenchmark.class.getName(),
            AppendBenchmark.class.getName(),
            PostgresAppendBenchmark.class.getName(),
            ReplayBenchmark.class.getName());
  }

  /** How long it takes is what the benchmark measures, beside a limit. */
  @Test
  @Acceptance("E11")
  void a_run_of_a_million_tasks_is_recovered() throws Exception {
    assertThat(once("ReplayBenchmark.recovery", 1_000_000)).hasSize(1);
  }

  private static Collection<RunResult> once(String benchmarks, int tasks) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmarks)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .forks(0)
                .param("tasks", String.valueOf(tasks))
                .param("batch", "8192")
                .param("payload", "2")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }
}
