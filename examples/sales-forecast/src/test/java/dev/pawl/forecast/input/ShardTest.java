package dev.pawl.forecast.input;

import static dev.pawl.forecast.input.Inputs.all;
import static dev.pawl.forecast.input.Inputs.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final Series MONTHLY =
      new Series(
          "Käse, \"alt\"",
          Periods.months(YearMonth.of(1998, 1)),
          new double[] {1, Double.NaN, -0.5},
          new double[] {2});

  private static List<byte[]> shards(int perShard, Series... series) throws IOException {
    ShardSplitter splitter = new ShardSplitter(Inputs.of(series), perShard);
    List<byte[]> shards = new ArrayList<>();
    while (splitter.hasNext()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      splitter.writeNext(out);
      shards.add(out.toByteArray());
    }
    return shards;
  }

  private static List<Series> read(byte[] shard) throws IOException {
    return all(new ShardReader("shard-0", new ByteArrayInputStream(shard)));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Series[] written = {MONTHLY, series("b"), series("c", 1, 2)};
    assertThat(shards(10, written))
        .hasSize(1)
        .first()
        .satisfies(shard -> assertThat(read(shard)).containsExactly(written));
  }

  @Test
  void aShardHasTheNumberOfSeriesAskedForAndTheLastTheRest() throws IOException {
    ShardSplitter splitter =
        new ShardSplitter(Inputs.of(series("a", 1), MONTHLY, series("c", 1, 2)), 2);
    assertThat(splitter.writeNext(new ByteArrayOutputStream()))
        .isEqualTo(new ShardSplitter.Facts(2, 5, 1));
    assertThat(splitter.writeNext(new ByteArrayOutputStream()))
        .isEqualTo(new ShardSplitter.Facts(1, 2, 0));
    assertThat(splitter.hasNext()).isFalse();
  }

  @Test
  void theBytesOfVersionOneStayAsTheyAre() throws IOException {
    assertThat(shards(1, series("a", 1)).getFirst())
        .inHexadecimal()
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "53455253"
                        + "01"
                        + "01"
                        + "00000001"
                        + "61"
                        + "00"
                        + "0000000000000001"
                        + "00000001"
                        + "3ff0000000000000"
                        + "00000000"
                        + "00"
                        + "00000001"));
  }

  @Test
  void aShardCutAnywhereIsRefused() throws IOException {
    byte[] shard = shards(10, MONTHLY, series("b", 1)).getFirst();
    for (int length = 0; length < shard.length; length++) {
      byte[] cut = Arrays.copyOf(shard, length);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(InputFormatException.class)
          .hasMessageStartingWith("shard-0: ");
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(shard, shard.length + 1)))
        .isInstanceOf(InputFormatException.class);
  }

  @Test
  void anotherMagicNumberVersionOrLengthIsRefused() throws IOException {
    byte[] shard = shards(10, series("b", 1)).getFirst();
    for (int changed : new int[] {0, 4, 5, 6, 11, 20}) {
      byte[] damaged = shard.clone();
      damaged[changed] ^= 0x40;
      assertThatThrownBy(() -> read(damaged))
          .isInstanceOf(InputFormatException.class)
          .hasMessageStartingWith("shard-0: ");
    }
  }
}
