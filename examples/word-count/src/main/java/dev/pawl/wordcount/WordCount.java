package dev.pawl.wordcount;

import dev.pawl.graph.Graph;
import dev.pawl.graph.InputFile;
import dev.pawl.graph.Many;
import dev.pawl.graph.One;
import dev.pawl.graph.Partition;
import dev.pawl.graph.ProcessDefinition;
import dev.pawl.spi.BlobRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts the words of text files in UTF-8. Files are cut into chunks at white space, chunks are
 * counted side by side, counts are exchanged by word, and each partition is summed apart.
 *
 * <p>A word is a run of letters and digits, in lower case.
 */
public final class WordCount implements ProcessDefinition<WordCount.Request, WordCount.Result> {
  /** Partitions that the words are spread over. */
  static final int PARTS = 8;

  /** How many of the most frequent words a result names. */
  static final int TOP = 20;

  /** Text files to count. */
  public record Request(List<InputFile> files) {
    public Request {
      files = List.copyOf(files);
    }
  }

  /**
   * A file that is cut into chunks.
   *
   * @param table where each chunk lies; see {@link ChunkTable}
   */
  public record ChunkedFile(InputFile file, int chunks, BlobRef table) {
    List<Chunk> list() {
      return IntStream.range(0, chunks).mapToObj(index -> new Chunk(file, table, index)).toList();
    }
  }

  /** One chunk of a file: a row of the table. */
  public record Chunk(InputFile file, BlobRef table, int index) {}

  /** Counts of one chunk, a slice for each partition. */
  public record ChunkCounts(long words, BlobRef combined) {}

  /** How often a word occurs. */
  public record Frequency(String word, long count) {}

  /**
   * Sums of one partition.
   *
   * @param top the most frequent words, most frequent first
   * @param table all words with their counts, as lines {@code word TAB count}, sorted by word
   */
  public record PartitionSum(long words, long distinct, List<Frequency> top, BlobRef table) {
    public PartitionSum {
      top = List.copyOf(top);
    }
  }

  /**
   * What a run gives.
   *
   * @param words all, repetitions counted
   * @param distinct different words
   * @param top the most frequent words of all
   * @param tables one for each partition, as in {@link PartitionSum}
   */
  public record Result(long words, long distinct, List<Frequency> top, List<BlobRef> tables) {
    public Result {
      top = List.copyOf(top);
      tables = List.copyOf(tables);
    }

    static final Result NOTHING = new Result(0, 0, List.of(), List.of());

    Result with(PartitionSum sum) {
      List<BlobRef> more = new ArrayList<>(tables);
      more.add(sum.table());
      return new Result(
          words + sum.words(),
          distinct + sum.distinct(),
          mostFrequent(Stream.concat(top.stream(), sum.top().stream())),
          more);
    }
  }

  @Override
  public String name() {
    return "word-count";
  }

  @Override
  public String description() {
    return "counts the words of text files: --input '{\"files\":[\"a.txt\",\"b.txt\"]}'";
  }

  @Override
  public One<Result> define(Graph graph, One<Request> request) {
    Many<InputFile> files = graph.fanOut("files", InputFile.class, request, Request::files);
    Many<ChunkedFile> cut = graph.task("cut", CutFile.class, files);
    Many<Chunk> chunks = graph.fanOut("chunks", Chunk.class, cut, ChunkedFile::list);
    Many<ChunkCounts> counted = graph.task("count", CountChunk.class, chunks);
    Many<Partition> parts = graph.shuffle("by word", counted, PARTS, ChunkCounts::combined);
    Many<PartitionSum> sums = graph.task("sum", SumPartition.class, parts);
    return graph.fold("result", Result.class, sums, Result.NOTHING, Result::with);
  }

  /** The most frequent words, and among equals the first by alphabet. */
  static List<Frequency> mostFrequent(Stream<Frequency> all) {
    return all.sorted(
            Comparator.comparingLong(Frequency::count).reversed().thenComparing(Frequency::word))
        .limit(TOP)
        .toList();
  }
}
