package dev.pawl.wordcount;

import dev.pawl.graph.TaskContext;
import dev.pawl.graph.TaskHandler;
import dev.pawl.shuffle.CombinedWriter;
import dev.pawl.spi.BlobRef;
import dev.pawl.wordcount.WordCount.Chunk;
import dev.pawl.wordcount.WordCount.ChunkCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the words of one chunk, and writes the counts by partition. */
public final class CountChunk implements TaskHandler<Chunk, ChunkCounts> {
  @Override
  public ChunkCounts handle(Chunk chunk, TaskContext context) throws IOException {
    byte[] bytes = ChunkTable.read(context.blobs(), chunk.file(), chunk.table(), chunk.index());
    Map<String, long[]> counts = new HashMap<>();
    long words = count(new String(bytes, StandardCharsets.UTF_8), counts);
    return new ChunkCounts(words, write(counts, context));
  }

  private static long count(String text, Map<String, long[]> counts) {
    long words = 0;
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        String word = text.substring(start, i).toLowerCase(java.util.Locale.ROOT);
        counts.computeIfAbsent(word, _ -> new long[1])[0]++;
        words++;
        start = -1;
      }
    }
    return words;
  }

  private static BlobRef write(Map<String, long[]> counts, TaskContext context) throws IOException {
    List<Map<String, long[]>> parts = new ArrayList<>();
    for (int i = 0; i < WordCount.PARTS; i++) {
      parts.add(new TreeMap<>());
    }
    counts.forEach((word, count) ->
        parts.get(Math.floorMod(word.hashCode(), WordCount.PARTS)).put(word, count));
    try (CombinedWriter writer =
        new CombinedWriter(context.blobs().create("counts"), WordCount.PARTS)) {
      for (Map<String, long[]> part : parts) {
        OutputStream slice = writer.nextSlice();
        for (var entry : part.entrySet()) {
          slice.write(
              (entry.getKey() + '\t' + entry.getValue()[0] + '\n')
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
      return writer.commit();
    }
  }
}
