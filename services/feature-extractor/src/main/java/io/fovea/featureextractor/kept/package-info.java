/** Features that need not be computed again. Open {@link io.fovea.featureextractor.kept.KeptFeatures} first. */
@NullMarked
package io.fovea.featureextractor.kept;

import org.jspecify.annotations.NullMarked;
