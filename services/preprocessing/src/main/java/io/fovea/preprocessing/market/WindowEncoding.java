package io.fovea.preprocessing.market;

import com.google.protobuf.CodedOutputStream;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.transforms.market.MarketWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a window's {@link Example}: those of protobuf's own encoder, which {@code WindowEncodingTest} holds them
 * against. What all windows of a pipeline share is encoded once, since a backfill is little else than this. Immutable.
 */
final class WindowEncoding {

    private static final float[] SCALAR = {0};

    private final boolean isDirection;
    private final byte[] window; // the input up to its contents, and so on
    private final byte[] up;
    private final byte[] down;
    private final byte[] label;
    private final byte[] labelReturn;
    private final byte[] version;
    private final byte[] definition;

    WindowEncoding(PipelineSpec pipeline) {
        MarketSpec market = pipeline.market().orElseThrow();
        long[] shape = {market.windows().rows(), market.windows().channels().size()};
        float[] empty = new float[(int) (shape[0] * shape[1])];
        this.isDirection = market.label().kind() == LabelSpec.Kind.DIRECTION;
        this.window = beforeContents(
                Example.newBuilder()
                        .addInputs(TensorCodec.float32("window", shape, empty))
                        .build(),
                empty.length);
        this.up = labelled(TensorCodec.int64("label", 1)).toByteArray();
        this.down = labelled(TensorCodec.int64("label", 0)).toByteArray();
        this.label = beforeContents(labelled(TensorCodec.float32("label", new long[0], SCALAR)), 1);
        this.labelReturn = beforeContents(labelled(TensorCodec.float32("return", new long[0], SCALAR)), 1);
        this.version = Example.newBuilder()
                .setPipelineVersion(pipeline.version())
                .build()
                .toByteArray();
        this.definition = BarWindow.newBuilder()
                .setDefinition(market.definition())
                .build()
                .toByteArray();
    }

    private static Example labelled(Tensor label) {
        return Example.newBuilder().addLabels(label).build();
    }

    /** A message's bytes without the numbers at its end. */
    private static byte[] beforeContents(Example example, int numbers) {
        byte[] bytes = example.toByteArray();
        return Arrays.copyOf(bytes, bytes.length - numbers * Float.BYTES);
    }

    /** The example's bytes. */
    byte[] bytes(String id, String instrument, MarketWindow of) {
        float[] values = of.values();
        int about = aboutSize(instrument, of);
        int size = CodedOutputStream.computeStringSize(Example.ID_FIELD_NUMBER, id)
                + window.length
                + values.length * Float.BYTES
                + of.label().map(this::size).orElse(0)
                + version.length
                + size(Example.EVENT_TIME_MILLIS_FIELD_NUMBER, of.asOf())
                + CodedOutputStream.computeTagSize(Example.WINDOW_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(about)
                + about;
        byte[] bytes = new byte[size];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            write(out, id, values, of);
            out.writeTag(Example.WINDOW_FIELD_NUMBER, 2); // length-delimited
            out.writeUInt32NoTag(about);
            writeAbout(out, instrument, of);
            out.checkNoSpaceLeft();
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(CodedOutputStream out, String id, float[] values, MarketWindow of) throws IOException {
        out.writeString(Example.ID_FIELD_NUMBER, id);
        out.writeRawBytes(window);
        for (float value : values) {
            out.writeFloatNoTag(value);
        }
        if (of.label().isPresent()) {
            double value = of.label().get().value();
            if (isDirection) {
                out.writeRawBytes(value > 0 ? up : down);
            } else {
                out.writeRawBytes(label);
                out.writeFloatNoTag((float) value);
            }
            out.writeRawBytes(labelReturn);
            out.writeFloatNoTag((float) value);
        }
        out.writeRawBytes(version);
        write(out, Example.EVENT_TIME_MILLIS_FIELD_NUMBER, of.asOf());
    }

    private int size(MarketWindow.Label of) {
        return (isDirection ? up.length : label.length + Float.BYTES) + labelReturn.length + Float.BYTES;
    }

    private int aboutSize(String instrument, MarketWindow of) {
        Optional<MarketWindow.Label> after = of.label();
        return CodedOutputStream.computeStringSize(BarWindow.INSTRUMENT_FIELD_NUMBER, instrument)
                + size(BarWindow.START_MILLIS_FIELD_NUMBER, of.start())
                + size(BarWindow.PERIOD_END_MILLIS_FIELD_NUMBER, of.end())
                + size(BarWindow.AS_OF_MILLIS_FIELD_NUMBER, of.asOf())
                + (after.isEmpty()
                        ? 0
                        : size(
                                BarWindow.LABEL_END_MILLIS_FIELD_NUMBER,
                                after.get().end()))
                + (after.isEmpty()
                        ? 0
                        : size(
                                BarWindow.LABEL_AS_OF_MILLIS_FIELD_NUMBER,
                                after.get().asOf()))
                + definition.length
                + (of.dollarVolume() > 0
                        ? CodedOutputStream.computeDoubleSize(BarWindow.DOLLAR_VOLUME_FIELD_NUMBER, 0)
                        : 0);
    }

    private void writeAbout(CodedOutputStream out, String instrument, MarketWindow of) throws IOException {
        out.writeString(BarWindow.INSTRUMENT_FIELD_NUMBER, instrument);
        write(out, BarWindow.START_MILLIS_FIELD_NUMBER, of.start());
        write(out, BarWindow.PERIOD_END_MILLIS_FIELD_NUMBER, of.end());
        write(out, BarWindow.AS_OF_MILLIS_FIELD_NUMBER, of.asOf());
        if (of.label().isPresent()) {
            write(out, BarWindow.LABEL_END_MILLIS_FIELD_NUMBER, of.label().get().end());
            write(
                    out,
                    BarWindow.LABEL_AS_OF_MILLIS_FIELD_NUMBER,
                    of.label().get().asOf());
        }
        out.writeRawBytes(definition);
        if (of.dollarVolume() > 0) {
            out.writeDouble(BarWindow.DOLLAR_VOLUME_FIELD_NUMBER, of.dollarVolume());
        }
    }

    /** Of a number that is left out where it is 0, as protobuf does. */
    private static int size(int field, long number) {
        return number == 0 ? 0 : CodedOutputStream.computeInt64Size(field, number);
    }

    private static void write(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }
}
