/** Examples become bottleneck features. Open {@link io.fovea.featureextractor.FeatureExtractor} first. */
@NullMarked
package io.fovea.featureextractor;

import org.jspecify.annotations.NullMarked;
