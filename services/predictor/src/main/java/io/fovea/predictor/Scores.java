package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.WindowSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.serving.Answer;
import io.fovea.serving.RequiredInput;
import io.fovea.serving.Signature;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What is answered of a market's windows, before it is ranked. */
final class Scores {

    static final String OUTPUTS = "outputs";

    private Scores() {}

    static Signature signature(MarketSpec market) {
        RequiredInput window = RequiredInput.window(market.windows());
        return market.label().kind() == LabelSpec.Kind.DIRECTION
                ? new Signature(window, "probabilities", Signature.OutputKind.CLASSES)
                : new Signature(window, OUTPUTS, Signature.OutputKind.NUMBER);
    }

    /** Into the one partition where cross-sections are put together. */
    static ProducerRecord<byte[], byte[]> record(Answer answer, Prediction prediction, Headers headers) {
        BarWindow window = answer.example().getWindow();
        Signal signal = signal(
                window,
                last(answer.contents()),
                answer.model().manifest().lineage().trainedUntil());
        return new ProducerRecord<>(
                Topics.scores(answer.pipeline().name()),
                null,
                answer.record().timestamp(), // a live bar's score is live, a backlog's is none
                prediction.getId().getBytes(UTF_8),
                prediction.toBuilder()
                        .setSignal(signal.toBuilder().addAllNewest(newest(answer)))
                        .build()
                        .toByteArray(),
                headers);
    }

    /** Of each channel, where somebody watches them. */
    private static List<Float> newest(Answer answer) {
        if (answer.pipeline().serve().drift().isEmpty()) {
            return List.of();
        }
        WindowSpec windows = answer.pipeline().market().orElseThrow().windows();
        FloatBuffer values = answer.example()
                .getInputs(0)
                .getRawContents()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return IntStream.range(0, windows.channels().size())
                .mapToObj(channel -> values.get(windows.newest() + channel))
                .toList();
    }

    /** @param trainedUntil when the newest label that the model has learned from was known, where the model says */
    static Signal signal(BarWindow window, float score, @Nullable Instant trainedUntil) {
        Signal.Builder signal = Signal.newBuilder()
                .setInstrument(window.getInstrument())
                .setPeriodEndMillis(window.getPeriodEndMillis())
                .setAsOfMillis(window.getAsOfMillis())
                .setDefinition(window.getDefinition())
                .setScore(score);
        if (window.hasDollarVolume()) {
            signal.setDollarVolume(window.getDollarVolume());
        }
        if (trainedUntil != null) {
            signal.setTrainedUntilMillis(trainedUntil.toEpochMilli())
                    .setInSample(window.getAsOfMillis() < trainedUntil.toEpochMilli());
        }
        return signal.build();
    }

    /** The probability of up, which is the second class; or the only number. */
    private static float last(ByteString numbers) {
        return numbers.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat(numbers.size() - Float.BYTES);
    }
}
