/**
 * Counts words of text files: the smallest whole process. Begin with {@link
 * dev.pawl.wordcount.WordCount}.
 */
@NullMarked
package dev.pawl.wordcount;

import org.jspecify.annotations.NullMarked;
