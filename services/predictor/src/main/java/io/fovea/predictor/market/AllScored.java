package io.fovea.predictor.market;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import java.util.function.BooleanSupplier;

/** Whether a pipeline's signals have every score that they will get: then what is missing was refused. */
public final class AllScored implements BooleanSupplier {

    private final Backlog backlog;
    private final String predictor;
    private final String pipeline;
    private final String signals;

    /** @param predictor the group that scores examples */
    public AllScored(Backlog backlog, String predictor, PipelineSpec pipeline) {
        this.backlog = backlog;
        this.predictor = predictor;
        this.pipeline = pipeline.name();
        this.signals = SignalTopology.applicationId(pipeline);
    }

    /** An example is passed in the transaction that writes its score: who looks for examples first misses neither. */
    @Override
    public boolean getAsBoolean() {
        try {
            return backlog.isEmpty(predictor, Topics.examples(pipeline))
                    && backlog.isEmpty(signals, Topics.scores(pipeline))
                    && backlog.isEmpty(signals, Topics.periods(pipeline));
        } catch (MessagingException e) {
            return false; // nobody knows
        }
    }
}
