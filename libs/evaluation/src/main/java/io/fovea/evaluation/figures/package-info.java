/** What predictions were worth. Open {@link io.fovea.evaluation.figures.Figures} first. */
@NullMarked
package io.fovea.evaluation.figures;

import org.jspecify.annotations.NullMarked;
