/** Pictures as people have them become classes. Open {@link io.fovea.predictor.classify.PictureClassifier} first. */
@NullMarked
package io.fovea.predictor.classify;

import org.jspecify.annotations.NullMarked;
