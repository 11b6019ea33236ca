package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pawl.files.log.FrameCodec.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
  private final FrameCodec codec = new FrameCodec(17);

  @Test
  void aFrameIsTheSameWhateverWasInItsPlaceBefore() {
    byte[] clean = new byte[48];
    byte[] used = new byte[48];
    Arrays.fill(used, (byte) 'x');
    for (byte[] target : new byte[][] {clean, used}) {
      assertThat(codec.encode(target, 0, new Batch(3, 8, 1), 0, 5, new byte[] {1})).isEqualTo(48);
    }

    assertThat(used).isEqualTo(clean);
    assertThat(codec.isValid(used, 0)).isTrue();
    assertThat(FrameCodec.payload(used, 0)).containsExactly(1);
  }

  @Test
  void aFrameHasAHeaderAtLeastAndSixtyFourMebibytesOfPayloadAtMost() {
    int largest = FrameCodec.HEADER + (64 << 20);

    assertThat(sizeAt(FrameCodec.HEADER - 1)).isZero();
    assertThat(sizeAt(FrameCodec.HEADER)).isEqualTo(FrameCodec.HEADER);
    assertThat(sizeAt(FrameCodec.HEADER + 1)).isEqualTo(FrameCodec.HEADER + 8);
    assertThat(sizeAt(largest)).isEqualTo(largest);
    assertThat(sizeAt(largest + 1)).isZero();
    assertThat(sizeAt(-1)).isZero();
  }

  private static int sizeAt(int length) {
    return FrameCodec.sizeAt(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array(), 0);
  }
}
