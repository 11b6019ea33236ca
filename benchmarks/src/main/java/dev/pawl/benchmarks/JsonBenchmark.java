package dev.pawl.benchmarks;

import dev.pawl.wire.JsonCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of users as JSON, beside Jackson as it comes, which checks less. An operation is one
 * value.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class JsonBenchmark {
  /** An empty value. */
  public record Nothing() {}

  /** A value of a usual size: about a hundred bytes. */
  public record Order(String customer, int item, long cents, double weight, boolean express) {}

  private final JsonCodec codec = new JsonCodec();
  private final ObjectWriter writer = new JsonMapper().writerFor(Order.class);
  private final ObjectReader reader = new JsonMapper().readerFor(Order.class);
  private Nothing nothing = new Nothing();
  private Order order = new Order("Fröhlich & Söhne, Basel", 4_711, 129_900, 2.75, true);
  private byte[] nothingBytes = codec.encode(nothing, Nothing.class);
  private byte[] orderBytes = codec.encode(order, Order.class);

  @Benchmark
  public byte[] encodeEmpty() {
    return codec.encode(nothing, Nothing.class);
  }

  @Benchmark
  public Object decodeEmpty() {
    return codec.decode(nothingBytes, Nothing.class);
  }

  @Benchmark
  public byte[] encodeRecord() {
    return codec.encode(order, Order.class);
  }

  @Benchmark
  public Object decodeRecord() {
    return codec.decode(orderBytes, Order.class);
  }

  @Benchmark
  public byte[] limitEncodeRecord() {
    return writer.writeValueAsBytes(order);
  }

  @Benchmark
  public Object limitDecodeRecord() {
    return reader.readValue(orderBytes);
  }
}
