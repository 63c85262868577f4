/** Model artefacts and what is known of them: publish, promote, resolve, fetch. Start with {@link io.fovea.registry.ModelRegistry}. */
@NullMarked
package io.fovea.registry;

import org.jspecify.annotations.NullMarked;
