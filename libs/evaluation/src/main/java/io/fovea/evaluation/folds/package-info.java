/** Which windows train, which choose the epoch and which are the test, so that no label is known too early. Open {@link io.fovea.evaluation.folds.WalkForward} first. */
@NullMarked
package io.fovea.evaluation.folds;

import org.jspecify.annotations.NullMarked;
