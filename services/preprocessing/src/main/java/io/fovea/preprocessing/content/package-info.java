/** An image's encoded bytes, from its record or from where its claim check says. */
@NullMarked
package io.fovea.preprocessing.content;

import org.jspecify.annotations.NullMarked;
