/** What a network must beat: plain regressions on the same windows, and chance. */
@NullMarked
package io.fovea.evaluation.baselines;

import org.jspecify.annotations.NullMarked;
