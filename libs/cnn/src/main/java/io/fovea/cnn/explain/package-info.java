/** Looking inside a network: filters, activation maps, saliency and Grad-CAM, as numbers and as pictures. */
@NullMarked
package io.fovea.cnn.explain;

import org.jspecify.annotations.NullMarked;
