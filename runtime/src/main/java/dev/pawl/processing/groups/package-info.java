/**
 * Groups of equal keys in blobs: written by one task in bounded memory, read piece by piece. Begin
 * with {@link dev.pawl.processing.groups.GroupsWriter}.
 */
@NullMarked
package dev.pawl.processing.groups;

import org.jspecify.annotations.NullMarked;
