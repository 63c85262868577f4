package io.fovea.preprocessing.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.fovea.messaging.RejectedException;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.preprocessing.Pictures;
import io.fovea.preprocessing.content.EncodedImages;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.ArtefactStore;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.PictureTransform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleMakerTest {
    private static final PipelineSpec DIGITS = Pictures.digits();
    private static final PipelineSpec NUMBERS =
            PipelineSpec.parse(Pictures.yaml("numbers", "10") + "label: {kind: sequence, longest: 5}\n");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long MAX_PIXELS = 100 * 100;

    private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(100_000, MAX_PIXELS));
    private final PictureTransform transform = new PictureTransform(decoder);
    private ExampleMaker examples;

    @BeforeEach
    void open(@TempDir Path folder) {
        examples = new ExampleMaker(new EncodedImages(ArtefactStore.open(folder.toUri()), 100_000), transform);
    }

    @AfterEach
    void close() {
        transform.close();
        decoder.close();
    }

    @Test
    void shouldKeepEveryPixel() {
        // When
        Example example = examples.example(Pictures.record(1), DIGITS, NOON);

        // Then
        assertThat(example.getInputsList())
                .containsExactly(TensorCodec.uint8("image", new long[] {28, 28, 1}, Pictures.pixels(1)));
        assertThat(example.getId()).isEqualTo("id-1");
        assertThat(example.getPipelineVersion()).isEqualTo(DIGITS.version());
        assertThat(example.getEventTimeMillis()).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void shouldResizeToThePipelinesInput() {
        // Given
        byte[] grey = new byte[7 * 9];
        Arrays.fill(grey, (byte) 200);
        ImageRecord small = record(Pictures.png(7, 9, grey));

        // When
        Tensor image = examples.example(small, DIGITS, NOON).getInputs(0);

        // Then
        assertThat(TensorCodec.shape(image)).containsExactly(28, 28, 1);
        assertThat(TensorCodec.toBytes(image)).containsOnly((byte) 200);
    }

    @Test
    void shouldGiveALabelItsPlaceAmongTheClasses() {
        // Given
        PipelineSpec animals = PipelineSpec.parse(Pictures.yaml("animals", "[cat, dog, cow]"));
        ImageRecord cow = Pictures.record(1).toBuilder().setLabel("cow").build();

        // When
        Example example = examples.example(cow, animals, NOON);

        // Then
        assertThat(example.getLabelsList()).containsExactly(TensorCodec.int64("label", 2));
    }

    @Test
    void shouldGiveASequenceItsPlacesAmongTheClasses() {
        // Given
        ImageRecord houseNumber = Pictures.record(1).toBuilder()
                .addAllSequence(List.of("1", "9", "2"))
                .build();

        // When
        Example example = examples.example(houseNumber, NUMBERS, NOON);

        // Then
        assertThat(example.getLabelsList())
                .containsExactly(TensorCodec.int64("sequence", new long[] {3}, new long[] {1, 9, 2}));
    }

    @Test
    void shouldLeaveAnImageWithoutLabelUndivided() {
        // When
        Example example = examples.example(Pictures.record(1), DIGITS, NOON);

        // Then
        assertThat(example.getLabelsList()).isEmpty();
        assertThat(example.getSplit()).isEqualTo(Split.SPLIT_UNSPECIFIED);
    }

    @Test
    void shouldLeaveTheSplitOfALabelledImageThatHasNoneToTheJob() {
        // Given
        ImageRecord labelled = Pictures.record(1).toBuilder().setLabel("7").build();

        // When
        Split split = examples.example(labelled, DIGITS, NOON).getSplit();

        // Then
        assertThat(split).isEqualTo(Split.SPLIT_UNSPECIFIED);
    }

    @Test
    void shouldKeepTheSplitThatTheSourceGave() {
        // Given
        ImageRecord tested = Pictures.record(1).toBuilder()
                .setLabel("7")
                .setSplit(Split.SPLIT_TEST)
                .build();

        // When
        Split split = examples.example(tested, DIGITS, NOON).getSplit();

        // Then
        assertThat(split).isEqualTo(Split.SPLIT_TEST);
    }

    @Test
    void shouldRejectALabelThatIsNoClass() {
        assertThat(reason(Pictures.record(1).toBuilder().setLabel("ten").build()))
                .startsWith("UNKNOWN_LABEL: Label 'ten'");
    }

    @Test
    void shouldRejectAnImageThatBreaksOff() {
        // Given
        byte[] whole = Pictures.png(1);

        // When, Then
        assertThat(reason(record(Arrays.copyOf(whole, whole.length / 2)))).startsWith("UNDECODABLE_IMAGE: ");
        assertThat(reason(record(Arrays.copyOf(whole, 4)))).startsWith("UNDECODABLE_IMAGE: ");
    }

    @Test
    void shouldRejectAnImageThatDeclaresTooManyPixels() {
        // Given
        byte[] bomb = Pictures.png(101, 100, new byte[101 * 100]);

        // When, Then
        assertThat(reason(record(bomb))).startsWith("IMAGE_TOO_LARGE: ").contains("10000");
    }

    @Test
    void shouldRejectARecordWithoutContentOrIdOrSplit() {
        assertThat(reason(Pictures.record(1).toBuilder().clearContent().build()))
                .startsWith("MISSING_CONTENT: ");
        assertThat(reason(Pictures.record(1).toBuilder().clearId().build())).startsWith("MALFORMED_RECORD: ");
        assertThat(reason(Pictures.record(1).toBuilder().setSplitValue(9).build()))
                .startsWith("MALFORMED_RECORD: ");
    }

    @Test
    void shouldRejectALabelOfTheWrongKindAndASequenceThatIsTooLong() {
        // Given
        ImageRecord digit = Pictures.record(1).toBuilder().setLabel("7").build();
        ImageRecord number = Pictures.record(1).toBuilder().addSequence("7").build();
        ImageRecord long6 = Pictures.record(1).toBuilder()
                .addAllSequence(List.of("1", "2", "3", "4", "5", "6"))
                .build();

        // When, Then
        assertThat(reason(digit, NUMBERS)).startsWith("WRONG_LABEL_KIND: The pipeline learns sequences");
        assertThat(reason(number, DIGITS)).startsWith("WRONG_LABEL_KIND: The pipeline learns one class an image");
        assertThat(reason(long6, NUMBERS))
                .isEqualTo("SEQUENCE_TOO_LONG: The sequence has 6 labels, and 5 are allowed.");
    }

    private String reason(ImageRecord image) {
        return reason(image, DIGITS);
    }

    private String reason(ImageRecord image, PipelineSpec pipeline) {
        return catchThrowableOfType(RejectedException.class, () -> examples.example(image, pipeline, NOON))
                .rejection()
                .reason();
    }

    private static ImageRecord record(byte[] encoded) {
        return ImageRecord.newBuilder()
                .setId("id")
                .setEncoded(ByteString.copyFrom(encoded))
                .build();
    }
}
