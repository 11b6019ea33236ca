package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameOffsetsTest {
  private static final Place BEGIN = new Place(SegmentHeader.BYTES, 1, 1);

  private final FrameOffsets offsets = new FrameOffsets();

  @Test
  void framesAreNotedSixteenKibibytesApartAndNoneBetween() {
    offsets.offer(1, 4_096);
    offsets.offer(2, 4_096 + FrameOffsets.SPACING - 8);
    assertThat(offsets.size()).isEqualTo(1);
    offsets.offer(3, 4_096 + FrameOffsets.SPACING);
    offsets.offer(4, 4_096 + 2 * FrameOffsets.SPACING - 8);

    assertThat(offsets.size()).isEqualTo(2);
  }

  @Test
  void theLastFrameAtOrBeforeAPositionIsFound() {
    assertThat(offsets.floor(1, BEGIN)).isEqualTo(BEGIN);
    for (int i = 1; i <= 9; i++) {
      offsets.offer(10 * i, (long) i * FrameOffsets.SPACING);
    }

    assertThat(offsets.floor(9, BEGIN)).isEqualTo(BEGIN);
    assertThat(offsets.floor(10, BEGIN)).isEqualTo(new Place(FrameOffsets.SPACING, 10, 0));
    assertThat(offsets.floor(19, BEGIN)).isEqualTo(new Place(FrameOffsets.SPACING, 10, 0));
    assertThat(offsets.floor(20, BEGIN)).isEqualTo(new Place(2 * FrameOffsets.SPACING, 20, 0));
    assertThat(offsets.floor(1_000, BEGIN)).isEqualTo(new Place(9 * FrameOffsets.SPACING, 90, 0));
  }

  @Test
  void whatIsForgottenIsNotFoundAndOthersAreAddedBehindWhatStays() {
    FrameOffsets others = new FrameOffsets();
    for (int i = 1; i <= 3; i++) {
      offsets.offer(i, (long) i * FrameOffsets.SPACING);
      others.offer(10 + i, (10L + i) * FrameOffsets.SPACING);
    }
    offsets.keep(1);
    assertThat(offsets.floor(3, BEGIN)).isEqualTo(new Place(FrameOffsets.SPACING, 1, 0));

    offsets.offerAll(others);
    assertThat(offsets.size()).isEqualTo(4);
    assertThat(offsets.floor(10, BEGIN)).isEqualTo(new Place(FrameOffsets.SPACING, 1, 0));
    assertThat(offsets.floor(13, BEGIN)).isEqualTo(new Place(13 * FrameOffsets.SPACING, 13, 0));
  }
}
