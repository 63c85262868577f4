/** Raw records become examples, or dead letters of their own. Start with {@link io.fovea.preprocessing.Preprocessing}. */
@NullMarked
package io.fovea.preprocessing;

import org.jspecify.annotations.NullMarked;
