package dev.pawl.wordcount;

import dev.pawl.graph.Partition;
import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.PartitionReader;
import dev.pawl.spi.BlobRef;
import dev.pawl.spi.BlobStore.BlobWriter;
import dev.pawl.wordcount.WordCount.Frequency;
import dev.pawl.wordcount.WordCount.PartitionSum;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the counts that all chunks have for one partition. */
public final class SumPartition implements TaskHandler<Partition, PartitionSum> {
  @Override
  public PartitionSum handle(Partition partition, TaskContext context) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    for (InputStream slice : new PartitionReader(context.blobs(), partition)) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(slice, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int tab = line.indexOf('\t');
          sums.merge(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)), Long::sum);
        }
      }
    }
    long words = sums.values().stream().mapToLong(Long::longValue).sum();
    List<Frequency> top =
        WordCount.mostFrequent(
            sums.entrySet().stream().map(entry -> new Frequency(entry.getKey(), entry.getValue())));
    return new PartitionSum(words, sums.size(), top, write(sums, context));
  }

  private static BlobRef write(Map<String, Long> sums, TaskContext context) throws IOException {
    try (BlobWriter writer = context.blobs().create("sums.tsv")) {
      for (var entry : sums.entrySet()) {
        writer.write(
            (entry.getKey() + '\t' + entry.getValue() + '\n').getBytes(StandardCharsets.UTF_8));
      }
      return writer.commit();
    }
  }
}
