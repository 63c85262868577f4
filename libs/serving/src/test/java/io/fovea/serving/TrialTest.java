package io.fovea.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.model.v1.TrialFigures;
import io.fovea.serving.TrialTally.TrialKey;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.RecordedOutput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Live gives back what it gets; the one on trial gives it back too, or turned round, or nothing. */
class TrialTest {

    private final FakeEngine live = new FakeEngine();
    private final FakeEngine tried = new FakeEngine();
    private final TrialTally tally =
            new TrialTally(new TrialKey("sums", "canary", "4", "3"), List.of("even", "odd"), 0);
    private final RecordedOutput output = new RecordedOutput();
    private final List<String> answered = new ArrayList<>(); // versions, as the service sees them

    @Test
    void shouldAnswerTheCanarysKeysInOrderWithTheOthers() {
        // Given
        List<Candidate> batch = candidates(40);
        double share = 0.5;

        // When
        answer(batch, canary(share));

        // Then
        List<String> expected = batch.stream()
                .map(candidate -> candidate.record().offset() + " by "
                        + (KeyShare.has("sums", candidate.record().key(), share) ? 4 : 3))
                .toList();
        assertThat(output.texts()).isEqualTo(expected).anyMatch(sent -> sent.endsWith("4"));
        assertThat(figures().getAnswers())
                .isEqualTo(expected.stream().filter(sent -> sent.endsWith("4")).count());
        assertThat(figures().getAgreed()).isEqualTo(figures().getAnswers());
    }

    @Test
    void shouldFollowTheHeaderWhateverTheKey() {
        // Given
        Candidate asks = candidate(0);
        asks.record().headers().add(Trial.HEADER, "canary".getBytes(UTF_8));
        Candidate asksForLive = candidate(1);
        asksForLive.record().headers().add(Trial.HEADER, "live".getBytes(UTF_8));

        // When
        answer(List.of(asks, candidate(2)), canary(0));
        answer(List.of(asksForLive), canary(1));

        // Then
        assertThat(output.texts()).containsExactly("0 by 4", "2 by 3", "1 by 3");
    }

    @Test
    void shouldLetTheLiveModelAnswerWhereTheCanaryFails() {
        // Given
        tried.ill = true;

        // When
        answer(candidates(4), canary(1));

        // Then
        assertThat(output.texts()).containsExactly("0 by 3", "1 by 3", "2 by 3", "3 by 3");
        assertThat(output.rejected()).isEmpty();
        assertThat(figures().getErrors()).isEqualTo(4);
    }

    @Test
    void shouldKeepTheShadowsAnswersApart() {
        // Given
        List<String> topics = new ArrayList<>();
        RecordedOutput both = new RecordedOutput() {
            @Override
            public void send(org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> record) {
                topics.add(record.topic() + ": " + new String(record.value(), UTF_8));
            }
        };

        // When
        inference(new Trial("shadow", 1, model(tried, "4"), tally), both).answer(candidates(2));

        // Then
        assertThat(topics)
                .containsExactlyInAnyOrder(
                        "fovea.predictions.sums: 0 by 3",
                        "fovea.predictions.sums: 1 by 3",
                        "fovea.predictions.sums.shadow: 0 by 4",
                        "fovea.predictions.sums.shadow: 1 by 4");
    }

    @Test
    void shouldShowTheCanarysAnswersToTheServiceAndNotTheShadows() {
        // When
        answer(candidates(1), new Trial("shadow", 1, model(tried, "4"), tally));
        answer(candidates(1), canary(1));

        // Then
        assertThat(answered).containsExactly("3", "4");
    }

    @Test
    void shouldCountWhoWasRightWhenLabelsCome() {
        // Given
        tried.turned = true;
        answer(candidates(3), new Trial("shadow", 1, model(tried, "4"), tally)); // live says class 1 to each

        // When
        tally.labelled(Samples.example(0, 0).toBuilder()
                .setId("id-0")
                .addLabels(TensorCodec.int64("label", 1))
                .build());
        tally.labelled(label("id-1", "even"));
        tally.labelled(label("id-2", "no such class"));
        tally.labelled(Samples.example(0, 0).toBuilder()
                .setId("id-0") // again
                .addLabels(TensorCodec.int64("label", 1))
                .build());

        // Then
        assertThat(figures())
                .returns(3L, TrialFigures::getAnswers)
                .returns(0L, TrialFigures::getAgreed)
                .returns(2L, TrialFigures::getLabelled)
                .returns(1L, TrialFigures::getCorrect)
                .returns(1L, TrialFigures::getLiveCorrect);
    }

    private static DelayedLabel label(String id, String name) {
        return DelayedLabel.newBuilder().setId(id).setLabel(name).build();
    }

    private void answer(List<Candidate> batch, Trial trial) {
        inference(trial, output).answer(batch);
    }

    private BatchInference inference(Trial trial, RecordedOutput to) {
        return new BatchInference(
                Samples.roleByVersion(
                        answer -> answered.add(answer.model().manifest().version())),
                Samples.pipeline(64),
                model(live, "3"),
                List.of(trial),
                to,
                new ServingMetrics(new SimpleMeterRegistry(), "test"));
    }

    private Trial canary(double share) {
        return new Trial("canary", share, model(tried, "4"), tally);
    }

    private TrialFigures figures() {
        return tally.figures("test", 1);
    }

    private static LoadedModel model(Engine engine, String version) {
        return Samples.model(engine, version);
    }

    private static List<Candidate> candidates(int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(candidate(i));
        }
        return candidates;
    }

    private static Candidate candidate(int i) {
        return new Candidate(
                Samples.record(i, "key-" + i, 0, 1),
                Samples.example(0, 1).toBuilder().setId("id-" + i).build(),
                Samples.x(0, 1));
    }
}
