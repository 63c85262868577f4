package io.fovea.pipeline;

import java.util.Optional;

/**
 * How the model answers.
 *
 * @param promote which new versions go live by themselves; without one a person promotes
 * @param engine what runs the model
 * @param labels how labels that come later are joined to predictions; without it they are not
 * @param drift how what comes in is compared with what was trained on; without it it is not
 * @param canary how the trial of a version with the alias {@code canary} ends
 * @param shadow the same of {@code shadow}
 */
public record ServeSpec(
        Optional<PromoteRule> promote,
        BatchSpec batch,
        EngineName engine,
        Optional<DelayedLabelSpec> labels,
        Optional<DriftSpec> drift,
        TrialSpec canary,
        TrialSpec shadow) {

    /** Where a person ends trials. */
    public ServeSpec(
            Optional<PromoteRule> promote,
            BatchSpec batch,
            EngineName engine,
            Optional<DelayedLabelSpec> labels,
            Optional<DriftSpec> drift) {
        this(promote, batch, engine, labels, drift, TrialSpec.NONE, TrialSpec.NONE);
    }
}
