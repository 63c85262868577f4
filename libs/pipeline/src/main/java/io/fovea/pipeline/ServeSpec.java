package io.fovea.pipeline;

import java.util.Optional;

/**
 * How the model answers.
 *
 * @param promote which new versions go live by themselves; without one a person promotes
 * @param engine what runs the model
 * @param labels how labels that come later are joined to predictions; without it they are not
 * @param drift how what comes in is compared with what was trained on; without it it is not
 */
public record ServeSpec(
        Optional<PromoteRule> promote,
        BatchSpec batch,
        EngineName engine,
        Optional<DelayedLabelSpec> labels,
        Optional<DriftSpec> drift) {}
