package io.fovea.preprocessing.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.transforms.market.MarketWindow;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against what protobuf's own builders and encoder make of the same window. */
class WindowEncodingTest {

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "windows: {lags: 3}\nlabel: {kind: direction}",
                "windows: {lags: 60, calendar: [month]}\nlabel: {kind: return}",
                "windows: {lags: 2, channels: [return, rank, zScore]}\nlabel: {kind: direction, horizon: 2}"
            })
    void shouldWriteWhatProtobufWrites(String windows) {
        PipelineSpec pipeline = PipelineSpec.parse(
                "pipeline: p\ninput: {kind: bars, period: day}\nmodel: {architecture: monthlyreturns}\n" + windows);
        var encoding = new WindowEncoding(pipeline);
        for (int i = 0; i < 200; i++) {
            // Given
            MarketWindow window = window(pipeline);
            String instrument = i % 10 == 0 ? "é" + i : "I" + i;
            String id = instrument + "@" + window.end();

            // When, Then
            assertThat(encoding.bytes(id, instrument, window))
                    .isEqualTo(example(pipeline, id, instrument, window).toByteArray());
        }
    }

    /** Now and then with a time, a return or a volume of 0, which protobuf leaves out. */
    private MarketWindow window(PipelineSpec pipeline) {
        int rows = pipeline.market().orElseThrow().windows().rows();
        int channels = pipeline.market().orElseThrow().windows().channels().size();
        float[] values = new float[rows * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        double[] volumes = {Double.NaN, 0, 1e9};
        Optional<MarketWindow.Label> label = random.nextBoolean()
                ? Optional.of(
                        new MarketWindow.Label(random.nextInt(4) == 0 ? 0 : random.nextGaussian(), time(), time()))
                : Optional.empty();
        return new MarketWindow(time(), time(), time(), values, volumes[random.nextInt(3)], label);
    }

    private long time() {
        return random.nextInt(5) == 0 ? 0 : (random.nextInt(60_000) - 20_000) * 86_400_000L;
    }

    private static Example example(PipelineSpec pipeline, String id, String instrument, MarketWindow window) {
        var spec = pipeline.market().orElseThrow();
        long[] shape = {spec.windows().rows(), spec.windows().channels().size()};
        BarWindow.Builder about = BarWindow.newBuilder()
                .setInstrument(instrument)
                .setDefinition(spec.definition())
                .setStartMillis(window.start())
                .setPeriodEndMillis(window.end())
                .setAsOfMillis(window.asOf());
        if (window.dollarVolume() > 0) {
            about.setDollarVolume(window.dollarVolume());
        }
        Example.Builder example = Example.newBuilder()
                .setId(id)
                .addInputs(TensorCodec.float32("window", shape, window.values()))
                .setPipelineVersion(pipeline.version())
                .setEventTimeMillis(window.asOf());
        window.label().ifPresent(after -> {
            about.setLabelEndMillis(after.end()).setLabelAsOfMillis(after.asOf());
            float[] value = {(float) after.value()};
            Tensor label = spec.label().kind() == LabelSpec.Kind.DIRECTION
                    ? TensorCodec.int64("label", after.value() > 0 ? 1 : 0)
                    : TensorCodec.float32("label", new long[0], value);
            example.addLabels(label).addLabels(TensorCodec.float32("return", new long[0], value));
        });
        return example.setWindow(about).build();
    }
}
