/** One image record becomes one example: pixels, label, split. */
@NullMarked
package io.fovea.preprocessing.example;

import org.jspecify.annotations.NullMarked;
