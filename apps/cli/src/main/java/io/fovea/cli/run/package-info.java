/** A pipeline from its file to its figures: apply, ingest, train, evaluate, report. */
@NullMarked
package io.fovea.cli.run;

import org.jspecify.annotations.NullMarked;
