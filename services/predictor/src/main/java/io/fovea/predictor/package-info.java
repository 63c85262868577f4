/** Examples and features become predictions. Open {@link io.fovea.predictor.Predictor} first. */
@NullMarked
package io.fovea.predictor;

import org.jspecify.annotations.NullMarked;
