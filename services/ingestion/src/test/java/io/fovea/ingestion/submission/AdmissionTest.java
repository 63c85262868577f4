package io.fovea.ingestion.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.fovea.ingestion.Pictures;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.BoundingBox;
import io.fovea.proto.image.v1.ClaimCheck;
import io.fovea.proto.image.v1.ImageRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final PipelineSpec DIGITS = Pictures.digits();
    private static final PipelineSpec NUMBERS =
            PipelineSpec.parse(Pictures.yaml("numbers") + "label: {kind: sequence, longest: 5}\n");

    private final Admission admission = new Admission(new IngestionLimits(1_000, 1_000, 2_000, 10));

    @Test
    void shouldNameAnImageByItsContent() throws Exception {
        // Given
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Pictures.png(1)));

        // When
        ImageRecord admitted = admission.admit(Pictures.record(1), DIGITS);

        // Then
        assertThat(admitted.getId()).isEqualTo(sha256);
        assertThat(admitted.getMediaType()).isEqualTo("image/png");
        assertThat(admitted.getSource()).isEqualTo("picture-1");
    }

    @Test
    void shouldKeepAGivenMediaTypeAndTheRightId() {
        // Given
        String id = admission.admit(Pictures.record(1), DIGITS).getId();
        ImageRecord submitted = Pictures.record(1).toBuilder()
                .setId(id)
                .setMediaType("image/x-png")
                .build();

        // When
        ImageRecord admitted = admission.admit(submitted, DIGITS);

        // Then
        assertThat(admitted).isEqualTo(submitted);
    }

    @Test
    void shouldRefuseAForeignId() {
        assertThat(refusal(Pictures.record(1).toBuilder().setId("mine").build()))
                .isEqualTo("ID_MISMATCH");
    }

    @Test
    void shouldRefuseALabelThatIsNoClass() {
        // When
        var refusal = catchThrowableOfType(
                InadmissibleException.class,
                () -> admission.admit(
                        Pictures.record(1).toBuilder().setLabel("ten").build(), DIGITS));

        // Then
        assertThat(refusal.code()).isEqualTo("UNKNOWN_LABEL");
        assertThat(refusal.explanation()).contains("'ten'", "10 classes");
    }

    @Test
    void shouldTakeASequenceOfClassesWithItsBoxes() {
        // Given
        ImageRecord houseNumber = Pictures.record(1).toBuilder()
                .addAllSequence(List.of("1", "9", "2"))
                .addBoxes(BoundingBox.newBuilder().setLeft(-1).setWidth(3).setHeight(5))
                .build();

        // When
        ImageRecord admitted = admission.admit(houseNumber, NUMBERS);

        // Then
        assertThat(admitted.getSequenceList()).containsExactly("1", "9", "2");
        assertThat(admitted.getBoxesList()).isEqualTo(houseNumber.getBoxesList());
    }

    @Test
    void shouldRefuseASequenceThatIsNoneOfThePipelines() {
        assertThat(refusalOfNumber("1", "ten").code()).isEqualTo("UNKNOWN_LABEL");
        assertThat(refusalOfNumber("1", "2", "3", "4", "5", "6"))
                .returns("SEQUENCE_TOO_LONG", InadmissibleException::code)
                .returns("The sequence has 6 labels, and 5 are allowed.", InadmissibleException::explanation);
    }

    @Test
    void shouldRefuseALabelOfTheWrongKind() {
        // Given
        ImageRecord digit = Pictures.record(1).toBuilder().setLabel("7").build();
        ImageRecord number = Pictures.record(1).toBuilder().addSequence("7").build();

        // When, Then
        assertThat(catchThrowableOfType(InadmissibleException.class, () -> admission.admit(digit, NUMBERS)))
                .returns("WRONG_LABEL_KIND", InadmissibleException::code)
                .returns(
                        "The pipeline learns sequences, received one class. Maybe label.kind in the pipeline file is another than meant.",
                        InadmissibleException::explanation);
        assertThat(refusal(number)).isEqualTo("WRONG_LABEL_KIND");
        assertThat(admission
                        .admit(number.toBuilder().setLabel("7").build(), DIGITS)
                        .getLabel())
                .as("of both the one that the pipeline learns")
                .isEqualTo("7");
    }

    @Test
    void shouldRefuseABoxThatIsNone() {
        for (float width : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThat(refusal(Pictures.record(1).toBuilder()
                            .addBoxes(BoundingBox.newBuilder().setWidth(width).setHeight(1))
                            .build()))
                    .isEqualTo("UNUSABLE_BOX");
        }
    }

    @Test
    void shouldRefuseWhatIsNoImage() {
        assertThat(refusal(ImageRecord.newBuilder()
                        .setEncoded(ByteString.copyFromUtf8("%PDF-1.7"))
                        .build()))
                .isEqualTo("UNDECODABLE_IMAGE");
    }

    @Test
    void shouldRefuseARecordWithoutBytes() {
        // Given
        ImageRecord claimed = ImageRecord.newBuilder()
                .setClaimCheck(ClaimCheck.newBuilder().setPath("claims/other"))
                .build();

        // When, Then
        assertThat(refusal(ImageRecord.getDefaultInstance())).isEqualTo("MISSING_CONTENT");
        assertThat(refusal(claimed)).isEqualTo("MISSING_CONTENT");
    }

    @Test
    void shouldRefuseTooManyBytes() {
        assertThat(refusal(ImageRecord.newBuilder()
                        .setEncoded(ByteString.copyFrom(new byte[1_001]))
                        .build()))
                .isEqualTo("IMAGE_TOO_LARGE");
    }

    @Test
    void shouldRefuseMorePixelsThanAllowedByTheHeaderAlone() {
        // Given
        byte[] png = Pictures.png(1);
        byte[] wide = png.clone();
        ByteBuffer.wrap(wide).putInt(16, 50_000).putInt(20, 40_000); // IHDR's width and height; 67 bytes of file

        // When
        var refusal = catchThrowableOfType(
                InadmissibleException.class,
                () -> admission.admit(
                        ImageRecord.newBuilder()
                                .setEncoded(ByteString.copyFrom(wide))
                                .build(),
                        DIGITS));

        // Then
        assertThat(refusal.code()).isEqualTo("IMAGE_TOO_LARGE");
        assertThat(refusal.explanation()).contains("2,000,000,000 pixels, where 1,000 are allowed");
    }

    @Test
    void shouldReadTheSizeOfEveryFormatFromItsHeader() throws IOException {
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            var encoded = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(40, 26, BufferedImage.TYPE_INT_RGB), format, encoded);
            ImageRecord image = ImageRecord.newBuilder()
                    .setEncoded(ByteString.copyFrom(encoded.toByteArray()))
                    .build();

            var roomy = new Admission(new IngestionLimits(10_000, 40 * 26, 20_000, 10));
            var tight = new Admission(new IngestionLimits(10_000, 40 * 26 - 1, 20_000, 10));

            assertThat(roomy.admit(image, DIGITS).getId()).isNotEmpty();
            assertThatThrownBy(() -> tight.admit(image, DIGITS))
                    .as(format)
                    .hasMessageContaining("1,040 pixels, where 1,039 are allowed");
        }
    }

    @Test
    void shouldRefuseASplitThatIsNone() {
        assertThat(refusal(Pictures.record(1).toBuilder().setSplitValue(9).build()))
                .isEqualTo("UNKNOWN_SPLIT");
    }

    @Test
    void shouldRefuseMoreDescriptionThanARecordHolds() {
        // Given
        BoundingBox box = BoundingBox.newBuilder().setWidth(1).setHeight(1).build();

        // When, Then
        assertThat(refusal(Pictures.record(1).toBuilder()
                        .addAllBoxes(Collections.nCopies(10_000, box))
                        .build()))
                .isEqualTo("DESCRIPTION_TOO_LARGE");
    }

    @Test
    void shouldTakeTiffsWhereThePipelineIsOnBandsAndNowhereElse() {
        // Given
        PipelineSpec bands =
                PipelineSpec.parse(Pictures.yaml("tiles").replace("channels: 1", "channels: 1, bands: {high: 9}"));
        ImageRecord tiff = Pictures.record(1).toBuilder()
                .setEncoded(ByteString.copyFrom(HexFormat.of().parseHex("49492a0008000000")))
                .build();

        // When, Then
        assertThat(admission.admit(tiff, bands).getMediaType()).isEqualTo("image/tiff");
        assertThatThrownBy(() -> admission.admit(tiff, DIGITS))
                .hasMessageContaining("only a pipeline with input.bands");
        assertThatThrownBy(() -> admission.admit(Pictures.record(1), bands)).hasMessageContaining("it is a PNG");
    }

    @Test
    void shouldTellTheFormatsByTheirFirstBytes() {
        // Given
        String[] signatures = {"89504e470d0a1a0a", "ffd8ffe0", "474946383961", "424d3e00", "49492a00", "4d4d002a"};

        // When, Then
        assertThat(signatures)
                .extracting(
                        hex -> ImageFormat.of(ByteString.copyFrom(HexFormat.of().parseHex(hex)))
                                .orElseThrow())
                .containsExactly(ImageFormat.values());
    }

    private InadmissibleException refusalOfNumber(String... digits) {
        ImageRecord number =
                Pictures.record(1).toBuilder().addAllSequence(List.of(digits)).build();
        return catchThrowableOfType(InadmissibleException.class, () -> admission.admit(number, NUMBERS));
    }

    private String refusal(ImageRecord submitted) {
        return catchThrowableOfType(InadmissibleException.class, () -> admission.admit(submitted, DIGITS))
                .code();
    }
}
