package io.fovea.pipeline;

/** What a source's time says of its bar. A date without a time of day names the period that it lies in. */
public enum BarTime {
    /** The start of the period, or a moment within it. */
    START,
    /** The end of the period. */
    END
}
