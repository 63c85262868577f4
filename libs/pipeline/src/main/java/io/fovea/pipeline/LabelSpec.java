package io.fovea.pipeline;

/**
 * What is to be predicted.
 *
 * @param horizon in periods after the window's end
 */
public record LabelSpec(int horizon, Kind kind) {

    /** The number that is to be predicted. */
    public enum Kind {
        /** Whether the return over the horizon is above 0: class 1, up, or class 0, down. */
        DIRECTION,
        /** The return over the horizon. */
        RETURN
    }
}
