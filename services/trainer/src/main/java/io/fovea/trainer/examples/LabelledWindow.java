package io.fovea.trainer.examples;

import io.fovea.evaluation.Panel;

/**
 * A labelled example of a market pipeline.
 *
 * @param values of the window, row-major
 * @param dollarVolume what its universe goes by; NaN where that is not known
 */
record LabelledWindow(
        String instrument, long periodEnd, long asOf, float[] values, double dollarVolume, Panel.Label label) {}
