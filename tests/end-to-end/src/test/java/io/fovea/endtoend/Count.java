package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.prediction.v1.Prediction;
import java.util.Arrays;

/**
 * Reads what a flow's questions have become, from the topics alone.
 *
 * @param questions committed to the topic of examples
 * @param predictions of those
 * @param deadLetters of those
 * @param verdict on both together
 */
record Count(long questions, long predictions, long deadLetters, Ledger.Verdict verdict) {

    /** @param predictions where they are */
    static Count of(String bootstrapServers, String pipeline, String predictions) {
        var ledger = new Ledger();
        long[] counts = new long[3];
        new CommittedTopic(bootstrapServers, "fovea.examples." + pipeline).forEach(record -> {
            ledger.asked(nameOfQuestion(record.value()));
            counts[0]++;
        });
        new CommittedTopic(bootstrapServers, predictions).forEach(record -> {
            String name = nameOfPrediction(record.value());
            answered(ledger, "predictions", record.partition(), name, !isBroken(name));
            counts[1]++;
        });
        new CommittedTopic(bootstrapServers, "fovea.dead-letters." + pipeline).forEach(record -> {
            String name = nameOfQuestion(record.value());
            boolean isAsSent = Arrays.equals(record.value(), Questions.value(name));
            answered(ledger, "dead-letters", record.partition(), name, isBroken(name) && isAsSent);
            counts[2]++;
        });
        return new Count(counts[0], counts[1], counts[2], ledger.verdict());
    }

    private static void answered(Ledger ledger, String topic, int partition, String name, boolean rightly) {
        if (rightly) {
            ledger.answered(topic, partition, name);
        } else {
            ledger.stranger(name + " among " + topic);
        }
    }

    private static boolean isBroken(String name) {
        int[] parts = Questions.parts(name);
        return Questions.isBroken(parts[0], parts[1]);
    }

    static String nameOfPrediction(byte[] value) {
        try {
            return Prediction.parseFrom(value).getId();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("This is no prediction.", e);
        }
    }

    private static String nameOfQuestion(byte[] value) {
        try {
            return Example.parseFrom(value).getId();
        } catch (InvalidProtocolBufferException e) {
            return new String(value, 1, value.length - 1, UTF_8);
        }
    }
}
