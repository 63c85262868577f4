package io.fovea.pipeline;

import java.time.Duration;

/**
 * What becomes of bars that a window cannot simply take. A refused bar is a dead letter; a dropped one is counted only.
 *
 * @param grace how long after its period's end a bar may be known; one known later is late, and so is one whose period has
 *     left already
 * @param idle a period is closed when who is missing has been silent for this long, by the clock, since it was first heard of
 * @param missing what a gap does to windows
 * @param maxGap periods from one bar of an instrument to its next, at most; more is a gap
 * @param maxAbsReturn from here on a bar's return on the one before is absurd, up or down: 9 is +900 %
 */
public record BarRules(
        Duration grace,
        Duration idle,
        Late late,
        Repeated repeated,
        OutOfOrder outOfOrder,
        Missing missing,
        int maxGap,
        Absurd absurd,
        double maxAbsReturn) {

    /** A bar that came too late for its period. */
    public enum Late {
        REJECT,
        DROP
    }

    /** A second bar of an instrument's period. */
    public enum Repeated {
        KEEP_FIRST,
        /** Takes the first one's place where its period has not left yet; else it is late. */
        KEEP_LAST,
        REJECT
    }

    /** A bar older than its instrument's newest, in a period that has not left yet. */
    public enum OutOfOrder {
        ACCEPT,
        REJECT
    }

    /** Periods without a bar. */
    public enum Missing {
        /** Windows begin anew after the gap. */
        RESTART,
        /** The missing periods have the return 0. */
        CARRY
    }

    /** A return of {@code maxAbsReturn} or beyond. */
    public enum Absurd {
        REJECT,
        /** The bar is taken, and windows begin anew with it. */
        RESTART
    }
}
