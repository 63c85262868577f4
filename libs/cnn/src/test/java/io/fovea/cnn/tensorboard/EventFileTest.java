package io.fovea.cnn.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.EagerSession;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.SessionLog.SessionStatus;
import org.tensorflow.proto.Summary;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** What is written is read by TensorFlow itself, and its histograms are those of TensorFlow's own operation. */
class EventFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeginWithItsVersionAndFirstStep() {
        List<Event> events = EventReader.read(EventFile.create(folder, 7).path());
        assertThat(events).hasSize(2);
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionStatus.START);
        assertThat(events.get(1).getStep()).isEqualTo(7);
    }

    @Test
    void shouldHoldScalarsByStep() {
        // Given
        EventFile file = EventFile.create(folder, 0);

        // When
        file.scalar("epoch_loss", 0.25, 0);
        file.flush();
        file.scalar("epoch_loss", Double.NaN, 1L << 40);
        file.flush();

        // Then
        List<Event> events = EventReader.read(file.path());
        assertThat(value(events.get(2)).getTag()).isEqualTo("epoch_loss");
        assertThat(value(events.get(2)).getSimpleValue()).isEqualTo(0.25f);
        assertThat(value(events.get(3)).getSimpleValue()).isNaN();
        assertThat(events.get(3).getStep()).isEqualTo(1L << 40);
        assertThat(events.get(3).getWallTime()).isGreaterThan(1.7e9);
    }

    @Test
    void shouldHaveTensorFlowsHistograms() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        float[] gaussian = new float[1000];
        for (int i = 0; i < gaussian.length; i++) {
            gaussian[i] = (float) random.nextGaussian();
        }
        for (float[] values : List.of(
                gaussian,
                new float[] {0},
                new float[] {-1e-13f, 1e-12f, 1.1f, -1.1f, 3e38f, -3e38f, 0, 0},
                new float[] {5, 5})) {
            assertThat(HistogramBuckets.of(values)).isEqualTo(tensorFlows(values));
        }
    }

    @Test
    void shouldLeaveOutOfAHistogramWhatIsNotFinite() {
        HistogramProto histogram = HistogramBuckets.of(new float[] {1, Float.NaN, 2, Float.POSITIVE_INFINITY});
        assertThat(histogram).isEqualTo(HistogramBuckets.of(new float[] {1, 2}));
        assertThat(HistogramBuckets.of(new float[] {Float.NaN}).getNum()).isZero();
    }

    @Test
    void shouldHoldPicturesThatTensorFlowDecodes() {
        // Given
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(2, 1, 0xff102030);
        EventFile file = EventFile.create(folder, 0);

        // When
        file.image("conv1/kernel/image", image, 4);
        file.histogram("conv1/kernel/histogram", HostTensor.float32(new long[] {2, 1}, 1, 2), 4);
        file.flush();

        // Then
        List<Event> events = EventReader.read(file.path());
        Summary.Image stored = value(events.get(2)).getImage();
        assertThat(stored.getHeight()).isEqualTo(2);
        assertThat(stored.getWidth()).isEqualTo(3);
        assertThat(value(events.get(3)).getHisto().getNum()).isEqualTo(2);
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            TString png = TString.tensorOfBytes(
                    NdArrays.scalarOfObject(stored.getEncodedImageString().toByteArray()));
            TUint8 pixels = (TUint8)
                    tf.image.decodePng(tf.constantOf(png), TUint8.class).asTensor();
            assertThat(pixels.shape().asArray()).containsExactly(2, 3, 3);
            assertThat(pixels.getByte(1, 2, 0)).isEqualTo((byte) 0x10);
            assertThat(pixels.getByte(1, 2, 2)).isEqualTo((byte) 0x30);
        }
    }

    @Test
    void shouldBeCheckedByItsReader() throws IOException {
        // Given
        EventFile file = EventFile.create(folder, 0);
        file.scalar("loss", 1, 0);
        file.flush();
        byte[] whole = Files.readAllBytes(file.path());

        // When
        byte[] flipped = whole.clone();
        flipped[flipped.length - 6] ^= 1;
        Path broken = Files.write(folder.resolve("broken"), flipped);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));

        // Then
        assertThatThrownBy(() -> EventReader.read(broken))
                .isInstanceOf(TensorFlowException.class)
                .hasMessageContaining("corrupted");
        assertThatThrownBy(() -> EventReader.read(cut)).isInstanceOf(TensorFlowException.class);
    }

    private static Summary.Value value(Event event) {
        return event.getSummary().getValue(0);
    }

    private static HistogramProto tensorFlows(float[] values) throws IOException {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            TString summary = tf.summary
                    .histogramSummary(tf.constant("values"), tf.constant(values))
                    .asTensor();
            return Summary.parseFrom(summary.asBytes().getObject()).getValue(0).getHisto();
        }
    }
}
