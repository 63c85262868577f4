/** What training does to its pictures, anew each epoch. */
@NullMarked
package io.fovea.transforms.augment;

import org.jspecify.annotations.NullMarked;
