/** What goes out: one transaction a request, no image twice, large ones as claim checks. */
@NullMarked
package io.fovea.ingestion.publishing;

import org.jspecify.annotations.NullMarked;
