package io.fovea.pipeline;

import java.util.Optional;

/**
 * How the trial of a version ends by itself; without rules a person ends it.
 *
 * @param promote when the version goes live
 * @param rollback when it is given up; looked at first
 */
public record TrialSpec(Optional<Decision> promote, Optional<Decision> rollback) {

    /** A person decides. */
    public static final TrialSpec NONE = new TrialSpec(Optional.empty(), Optional.empty());

    /**
     * A rule, and how much must have been seen before it is asked.
     *
     * @param answers that the version and the live one both gave, at least
     * @param minutes that they were counted for, at least
     */
    public record Decision(TrialRule when, long answers, int minutes) {}
}
