package dev.pawl.files.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class FileEventStoreSettingsTest {
  @Test
  void theSmallestSettingsAreSegmentsOf8192BytesOneThreadAndOneFile() {
    FileEventStoreSettings smallest = new FileEventStoreSettings(8_192, 1, 1);

    assertThat(
            FileEventStoreSettings.defaults()
                .withSegmentBytes(8_192)
                .withFlushThreads(1)
                .withOpenFiles(1))
        .isEqualTo(smallest);
    assertThatThrownBy(() -> smallest.withSegmentBytes(8_191))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("8192", "8191");
    assertThatThrownBy(() -> smallest.withFlushThreads(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> smallest.withOpenFiles(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aQuarterOfTheFilesOfTheProcessStaysOpenWithinBounds() {
    FileEventStoreSettings defaults = FileEventStoreSettings.defaults();

    assertThat(defaults.segmentBytes()).isEqualTo(64 << 20);
    assertThat(defaults.flushThreads()).isEqualTo(16);
    assertThat(defaults.openFiles()).isBetween(256, 4_096);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      assertThat(defaults.openFiles())
          .isEqualTo(Math.clamp(unix.getMaxFileDescriptorCount() / 4, 256, 4_096));
    }
  }
}
