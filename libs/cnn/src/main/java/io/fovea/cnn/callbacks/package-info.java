/** What watches a fit, and may stop it. */
@NullMarked
package io.fovea.cnn.callbacks;

import org.jspecify.annotations.NullMarked;
