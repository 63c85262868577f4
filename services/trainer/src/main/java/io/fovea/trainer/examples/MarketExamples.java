package io.fovea.trainer.examples;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.evaluation.Panel;
import io.fovea.messaging.RejectedException;
import io.fovea.pipeline.MarketSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.trainer.TrainingMeters;
import io.fovea.trainer.jobs.CheckedJob;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Reads the labelled windows of a job, one an id, the later one; makes dead letters of those that are bad. */
public final class MarketExamples {
    private static final Logger LOG = Logger.getLogger(MarketExamples.class);

    private final RecordSource source;
    private final DeadLetterSink deadLetters;
    private final TrainingMeters meters;

    public MarketExamples(RecordSource source, DeadLetterSink deadLetters, TrainingMeters meters) {
        this.source = source;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * The windows by period and instrument.
     *
     * @throws JobFailedException when there are none
     */
    public Panel read(CheckedJob job, Stop stop) {
        MarketSpec market = job.pipeline().market().orElseThrow();
        Reading reading = new Reading(new WindowCheck(input(market), market), market.definition());
        source.read(job.job().getExamplesList(), stop, reading::add);
        deadLetters.accept(reading.rejected);
        meters.read(reading.records, reading.windows.size(), reading.rejected.size());
        LOG.infof(
                "Windows read pipeline=%s records=%d labelled=%d rejected=%d",
                job.pipeline().name(), reading.records, reading.windows.size(), reading.rejected.size());
        if (reading.windows.isEmpty()) {
            throw new JobFailedException(
                    "There is nothing to train on: of the job's %d records none is a window whose label is known. Maybe ingest more bars first."
                            .formatted(reading.records));
        }
        return Panels.of(reading.windows.values(), market.windows());
    }

    /** What a market pipeline's network is fed. */
    public static NetworkInput input(MarketSpec market) {
        return NetworkInput.window(
                market.windows().rows(), market.windows().channels().size());
    }

    private static final class Reading {
        private final WindowCheck check;
        private final Map<String, LabelledWindow> windows = new HashMap<>();
        private final List<RejectedExample> rejected = new ArrayList<>();
        private final String definition;
        private long records;

        Reading(WindowCheck check, String definition) {
            this.check = check;
            this.definition = definition;
        }

        /** A topic can still hold windows of the pipeline as it was before a change of its windows. */
        private boolean isOfThisDefinition(Example example) {
            String made = example.getWindow().getDefinition();
            return made.isEmpty() || made.equals(definition);
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            records++;
            try {
                Example example = Example.parseFrom(record.value() == null ? new byte[0] : record.value());
                if (example.getLabelsCount() > 0 && isOfThisDefinition(example)) {
                    windows.put(example.getId(), check.check(example));
                }
            } catch (RejectedException e) {
                rejected.add(new RejectedExample(record, e.rejection()));
            } catch (InvalidProtocolBufferException e) { // the predictor, which reads all, makes it a dead letter
                LOG.debugf("Unreadable record passed over offset=%d", record.offset());
            }
        }
    }
}
