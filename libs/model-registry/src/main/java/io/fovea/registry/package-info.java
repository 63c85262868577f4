/** Model artefacts and what is known of them: publish, promote, resolve, fetch. */
@NullMarked
package io.fovea.registry;

import org.jspecify.annotations.NullMarked;
