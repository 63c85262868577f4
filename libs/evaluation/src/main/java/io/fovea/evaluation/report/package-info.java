/** An evaluation as it is kept and shown. Open {@link io.fovea.evaluation.report.EvaluationReport} first. */
@NullMarked
package io.fovea.evaluation.report;

import org.jspecify.annotations.NullMarked;
