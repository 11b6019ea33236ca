/**
 * A deployment on a folder that several processes share; begin with {@link
 * dev.pawl.files.FileTaskQueue} and {@link dev.pawl.files.FileBlobStore}.
 */
@NullMarked
package dev.pawl.files;

import org.jspecify.annotations.NullMarked;
