package io.fovea.ingestion.bars;

import io.fovea.ingestion.publishing.BarEvents;
import io.fovea.ingestion.publishing.EventLog;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Takes bars in: each is published once, all of a request or none. Thread-safe. */
public final class BarIngestion {

    private final EventLog<Bar> log;
    private final BarEvents events = new BarEvents();
    private final MeterRegistry meters;

    public BarIngestion(EventLog<Bar> log, MeterRegistry meters) {
        this.log = log;
        this.meters = meters;
    }

    /**
     * Publishes the bars in one transaction, but for those that the pipeline has, and then the letters: where that fails and the
     * batch is sent again, no letter is lost and no bar is there twice.
     *
     * @param traceparent the W3C trace of the request
     * @throws io.fovea.ingestion.publishing.BrokerUnavailableException when nothing is known to be published
     */
    public BarsAnswer ingest(PipelineSpec pipeline, BarBatch batch, Optional<String> traceparent) {
        int accepted = log.append(pipeline.name(), batch.bars(), traceparent);
        log.publish(batch.letters().stream()
                .map(letter -> events.letter(pipeline.name(), letter, traceparent))
                .toList());
        var answer = new BarsAnswer(accepted, batch.bars().size() - accepted, batch.rejected());
        count(pipeline, "accepted", answer.accepted());
        count(pipeline, "duplicate", answer.duplicates());
        count(pipeline, "rejected", answer.rejected().size());
        return answer;
    }

    private void count(PipelineSpec pipeline, String outcome, int bars) {
        meters.counter("fovea.ingestion.bars", "pipeline", pipeline.name(), "outcome", outcome)
                .increment(bars);
    }
}
