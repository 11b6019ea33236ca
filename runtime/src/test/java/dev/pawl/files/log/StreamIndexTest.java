package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.StreamIndex.Span;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamIndexTest {
  private static final SegmentHeader FIRST = header(1, 1);
  private static final SegmentHeader SECOND = header(2, 4);
  private static final Place BEGIN = Place.firstOf(FIRST);
  private static final Place END = new Place(8_000, 4, 3);

  private final StreamIndex index = new StreamIndex();

  private static SegmentHeader header(long number, long firstPosition) {
    return new SegmentHeader(new UUID(1, 2), number, firstPosition, firstPosition, 1, 7, 0);
  }

  @Test
  void theEndMovesOnlyFromWhereItIs() {
    assertThat(index.advance(BEGIN, END, new FrameOffsets())).isFalse();
    index.addSegment(FIRST, "one");

    assertThat(index.advance(END, END, new FrameOffsets())).isFalse();
    assertThat(index.end()).isEqualTo(BEGIN);
    assertThat(index.advance(BEGIN, END, new FrameOffsets())).isTrue();
    assertThat(index.end()).isEqualTo(END);
    assertThat(index.lastPosition()).isEqualTo(3);
  }

  @Test
  void aPositionIsInTheSegmentsThatReachItAndInThoseBehind() {
    index.addSegment(FIRST, "one");
    index.advance(BEGIN, END, new FrameOffsets());
    index.addSegment(SECOND, "two");
    Place begin = Place.firstOf(SECOND);
    Place end = new Place(9_000, 6, 5);
    index.advance(begin, end, new FrameOffsets());

    Span first = new Span(FIRST, BEGIN, END);
    Span second = new Span(SECOND, begin, end);
    assertThat(index.from(1)).containsExactly(first, second);
    assertThat(index.from(3)).containsExactly(first, second);
    assertThat(index.from(4)).containsExactly(second);
    assertThat(index.from(5)).containsExactly(second);
    assertThat(index.from(6)).isEmpty();
  }
}
