package io.fovea.serving;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says of each record of one topic whether it is answered now, later, never, or is none of ours. */
final class Admittance {

    private final InferenceRole role;
    private final PipelineSpec pipeline;
    private final Optional<LoadedModel> model;
    private final BatchOutput output;
    private final Set<Integer> waitingPartitions = new HashSet<>();
    private final List<Candidate> admitted = new ArrayList<>();

    Admittance(InferenceRole role, PipelineSpec pipeline, Optional<LoadedModel> model, BatchOutput output) {
        this.role = role;
        this.pipeline = pipeline;
        this.model = model;
        this.output = output;
    }

    /** Those that can be answered now, in order; nothing of a partition behind a record that waits. */
    List<Candidate> admit(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!waitingPartitions.contains(record.partition())) {
                judge(record);
            }
        }
        return admitted;
    }

    private void judge(ConsumerRecord<byte[], byte[]> record) {
        try {
            Example example = parse(record);
            if (role.concerns(example)) {
                model.filter(loaded -> !role.mustWait(example, pipeline, loaded))
                        .ifPresentOrElse(loaded -> admit(record, example, loaded), () -> postpone(record));
            }
        } catch (RejectedException e) {
            output.reject(record, e.rejection());
        }
    }

    private void admit(ConsumerRecord<byte[], byte[]> record, Example example, LoadedModel loaded) {
        role.rejection(example, loaded).ifPresent(rejection -> {
            throw new RejectedException(rejection);
        });
        admitted.add(new Candidate(record, example, InputCheck.input(example, loaded.input())));
    }

    private void postpone(ConsumerRecord<byte[], byte[]> record) {
        output.postpone(record);
        waitingPartitions.add(record.partition());
    }

    private static Example parse(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new RejectedException(new Rejection.MalformedRecord("it is empty"));
        }
        try {
            return Example.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new RejectedException(new Rejection.MalformedRecord("it is no Example, " + e.getMessage()));
        }
    }
}
