package io.fovea.serving;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says of each record of one topic whether it is answered now, later, never, or is none of ours. */
final class Admittance {

    private final InferenceRole role;
    private final PipelineSpec pipeline;
    private final Optional<LoadedModel> model;
    private final BatchOutput output;
    private final Consumer<Example> passedOver;
    private final Set<Integer> waitingPartitions = new HashSet<>();

    /** @param passedOver told of examples that are none of ours, such as those with a label */
    Admittance(
            InferenceRole role,
            PipelineSpec pipeline,
            Optional<LoadedModel> model,
            BatchOutput output,
            Consumer<Example> passedOver) {
        this.role = role;
        this.pipeline = pipeline;
        this.model = model;
        this.output = output;
        this.passedOver = passedOver;
    }

    /** What can be answered now; empty where it is none of ours, has been rejected, or waits or is behind one that waits. */
    Optional<Candidate> admit(ConsumerRecord<byte[], byte[]> record) {
        if (waitingPartitions.contains(record.partition())) {
            return Optional.empty();
        }
        try {
            Example example = parse(record);
            if (role.concerns(example)) {
                return judge(record, example);
            }
            passedOver.accept(example);
            return Optional.empty();
        } catch (RejectedException e) {
            output.reject(record, e.rejection());
            return Optional.empty();
        }
    }

    private Optional<Candidate> judge(ConsumerRecord<byte[], byte[]> record, Example example) {
        Optional<LoadedModel> answering = model.filter(loaded -> !role.mustWait(example, pipeline, loaded));
        if (answering.isEmpty()) {
            output.postpone(record);
            waitingPartitions.add(record.partition());
        }
        return answering.map(loaded -> candidate(record, example, loaded));
    }

    private Candidate candidate(ConsumerRecord<byte[], byte[]> record, Example example, LoadedModel loaded) {
        role.rejection(example, loaded).ifPresent(rejection -> {
            throw new RejectedException(rejection);
        });
        return new Candidate(record, example, InputCheck.input(example, loaded.input()));
    }

    private static Example parse(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new RejectedException(new Rejection.MalformedRecord("it is empty"));
        }
        try {
            return Example.parseFrom(inPlace(record.value()));
        } catch (InvalidProtocolBufferException e) {
            throw malformed(e);
        } catch (IOException e) { // there is no stream to fail, but the parser's signature has it
            throw new UncheckedIOException(e);
        }
    }

    /** The tensor's contents stay where they are, in the record. */
    private static CodedInputStream inPlace(byte[] value) {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(value).newCodedInput();
        input.enableAliasing(true);
        return input;
    }

    private static RejectedException malformed(InvalidProtocolBufferException problem) {
        return new RejectedException(new Rejection.MalformedRecord("it is no Example, " + problem.getMessage()));
    }
}
