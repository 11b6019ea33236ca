/**
 * Pictures of graphs: layered, as SVG or as Mermaid text. Begin with {@link
 * dev.pawl.app.drawing.Drawing}.
 */
@NullMarked
package dev.pawl.app.drawing;

import org.jspecify.annotations.NullMarked;
