package dev.pawl.peers.spark;

import dev.pawl.peers.Peer;
import dev.pawl.peers.Trial;
import java.util.Collections;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Spark with two threads: a task is a partition with nothing in it, a fan-out is jobs of a thousand
 * of them, a chain is jobs of one. The driver records in memory which tasks are done.
 */
public final class SparkPeer implements Peer {
  private static final int PARTITIONS = 1_000;

  private final JavaSparkContext context =
      new JavaSparkContext(
          new SparkConf()
              .setMaster("local[2]")
              .setAppName("peer")
              .set("spark.log.level", "ERROR")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.host", "127.0.0.1")
              .set("spark.driver.bindAddress", "127.0.0.1"));

  /** Measures it; see {@link Trial#main}. */
  public static void main(String[] arguments) throws Exception {
    Trial.main(arguments, SparkPeer::new);
  }

  @Override
  public void fanOut(int tasks) {
    for (int left = tasks; left > 0; left -= PARTITIONS) {
      job(Math.min(left, PARTITIONS));
    }
  }

  private void job(int partitions) {
    context.parallelize(Collections.<Integer>emptyList(), partitions).foreachPartition(_ -> {});
  }

  @Override
  public long[] chain(int tasks) {
    long[] nanos = new long[tasks];
    for (int i = 0; i < tasks; i++) {
      long start = System.nanoTime();
      job(1);
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  @Override
  public void close() {
    context.close();
  }
}
