package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.messaging.CloudEventSeries;
import io.fovea.messaging.Topics;
import io.fovea.predictor.classify.TopClasses;
import io.fovea.predictor.classify.TopSequences;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.Manifest;
import io.fovea.serving.Answer;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** An answer becomes a record. Used by one thread. */
final class PredictionRecords {

    static final String PROBABILITIES = "probabilities";

    private final int top;
    private final Clock clock;
    private final CloudEventSeries events = new CloudEventSeries(
            "/fovea/" + Predictor.SERVICE, Prediction.getDescriptor().getFullName());
    private final PredictionEncodings encodings;

    /** @param top classes that a prediction lists at most */
    PredictionRecords(int top, Clock clock) {
        this.top = top;
        this.clock = clock;
        this.encodings = new PredictionEncodings(top);
    }

    /** Into the predictions, or of a market into the scores. */
    ProducerRecord<byte[], byte[]> of(Answer answer) {
        byte[] id = answer.example().getId().getBytes(UTF_8);
        long now = clock.millis();
        Headers headers = events.following(answer.record().headers(), id, now);
        if (answer.pipeline().market().isPresent()) { // its rank is known once its period is whole
            return Scores.record(answer, prediction(answer, now), headers);
        }
        return new ProducerRecord<>(
                Topics.predictions(answer.pipeline().name()),
                null, // by key: all of a key stay in order
                answer.record().key(),
                encodings
                        .of(answer)
                        .map(encoding -> encoding.bytes(id, answer.contents(), circumstances(answer, now)))
                        .orElseGet(() -> prediction(answer, now).toByteArray()),
                headers);
    }

    private static Circumstances circumstances(Answer answer, long now) {
        return new Circumstances(
                answer.example().getEventTimeMillis(), now, answer.inferenceNanos(), answer.batchSize());
    }

    private Prediction prediction(Answer answer, long now) {
        Manifest manifest = answer.model().manifest();
        Prediction.Builder prediction = Prediction.newBuilder()
                .setId(answer.example().getId())
                .setPipeline(answer.pipeline().name())
                .setModel(manifest.model())
                .setModelVersion(manifest.version())
                .setBackbone(manifest.lineage().takes())
                .setEventTimeMillis(answer.example().getEventTimeMillis())
                .setPredictedAtMillis(now)
                .setInferenceNanos(answer.inferenceNanos())
                .setBatchSize(answer.batchSize());
        if (manifest.labels().isEmpty()) {
            return prediction.addOutputs(answer.output(Scores.OUTPUTS)).build();
        }
        prediction.addOutputs(answer.output(PROBABILITIES));
        SequenceHeads.of(
                        answer.contents().size() / Float.BYTES,
                        manifest.labels().size())
                .ifPresentOrElse(
                        heads -> prediction.addAllSequences(
                                TopSequences.of(answer.contents(), heads, manifest.labels(), top)),
                        () -> prediction.addAllTop(TopClasses.of(answer.contents(), manifest.labels(), top)));
        return prediction.build();
    }
}
