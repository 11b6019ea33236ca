package dev.pawl.files.log;

import java.io.IOException;
import java.util.List;

/**
 * Removes the segments of a stream and leaves other files of its folder alone. A mark comes first,
 * so that a crash in the middle leaves a deletion to finish, and never a part of a stream. All
 * needs the lock of the stream.
 */
final class StreamDeletion {
  private StreamDeletion() {}

  static void delete(FileLayer layer, String stream) throws IOException {
    List<String> files = layer.list(stream);
    if (files.stream().anyMatch(file -> SegmentName.number(file).isPresent())) {
      try (OpenFile mark = layer.create(SegmentName.deletedMark(stream))) {
        mark.force();
      }
    }
    finish(layer, stream);
  }

  /** Ends a deletion that was begun, and removes a draft that a crash has left. */
  static void finish(FileLayer layer, String stream) throws IOException {
    List<String> files = layer.list(stream);
    layer.delete(SegmentName.draft(stream));
    if (files.contains(SegmentName.DELETED)) {
      // Whoever was killed after making the mark may not have made it durable.
      layer.syncFolder(stream);
      for (String file : files) {
        if (SegmentName.number(file).isPresent()) {
          layer.delete(stream + "/" + file);
        }
      }
      layer.syncFolder(stream);
      layer.delete(SegmentName.deletedMark(stream));
      layer.deleteFolderIfEmpty(stream);
      layer.syncFolder("");
    }
  }
}
