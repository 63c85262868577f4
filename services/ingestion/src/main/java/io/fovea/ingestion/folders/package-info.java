/** Images from folders that pipelines watch. */
@NullMarked
package io.fovea.ingestion.folders;

import org.jspecify.annotations.NullMarked;
