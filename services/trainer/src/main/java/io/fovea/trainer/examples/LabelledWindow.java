package io.fovea.trainer.examples;

import io.fovea.evaluation.Panel;

/**
 * A labelled example of a market pipeline.
 *
 * @param values of the window, row-major
 */
record LabelledWindow(String instrument, long periodEnd, long asOf, float[] values, Panel.Label label) {}
