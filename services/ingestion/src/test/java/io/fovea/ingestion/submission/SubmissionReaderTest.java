package io.fovea.ingestion.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fovea.ingestion.Pictures;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SubmissionReaderTest {
    private static final int MAX_IMAGE = 1_000;
    private static final int MAX_REQUEST = 200_000;
    private static final int MAX_IMAGES = 3;
    private static final ImageDescription NOTHING = description(Optional.empty());

    private final SubmissionReader reader =
            new SubmissionReader(new IngestionLimits(MAX_IMAGE, 1_000_000, MAX_REQUEST, MAX_IMAGES));

    @Test
    void shouldReadOneImageWithItsDescription() throws IOException {
        // Given
        var description = new ImageDescription(
                Optional.of("7"), Optional.of("Test"), Optional.of("a/7.png"), Optional.of("image/png"));

        // When
        ImageBatch batch = reader.image(body(Pictures.png(1)), OptionalLong.empty(), description);

        // Then
        ImageRecord image = batch.images().get(0).image();
        assertThat(image.getEncoded().toByteArray()).isEqualTo(Pictures.png(1));
        assertThat(image.getLabel()).isEqualTo("7");
        assertThat(image.getSplit()).isEqualTo(Split.SPLIT_TEST);
        assertThat(image.getSource()).isEqualTo("a/7.png");
        assertThat(image.getMediaType()).isEqualTo("image/png");
    }

    @Test
    void shouldTakeABlankLabelForNone() throws IOException {
        // Given
        var description = new ImageDescription(Optional.of(" "), Optional.of(""), Optional.empty(), Optional.empty());

        // When
        ImageBatch batch = reader.image(body(Pictures.png(1)), OptionalLong.empty(), description);

        // Then
        assertThat(batch.images().get(0).image().hasLabel()).isFalse();
    }

    @Test
    void shouldRefuseAnUnknownSplit() {
        assertThatThrownBy(() ->
                        reader.image(body(Pictures.png(1)), OptionalLong.empty(), description(Optional.of("training"))))
                .isInstanceOf(InadmissibleException.class)
                .hasMessage("Split training is unknown; allowed: train, validation, test, or none.");
    }

    @Test
    void shouldRefuseADeclaredLengthWithoutReading() {
        assertThatThrownBy(() -> reader.image(unreadable(), OptionalLong.of(MAX_IMAGE + 1), NOTHING))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("larger than 1,000 bytes")
                .hasMessageContaining("fovea.ingestion.max-image-bytes");
        assertThatThrownBy(() -> reader.batch(unreadable(), OptionalLong.of(MAX_REQUEST + 1)))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("fovea.ingestion.max-request-bytes");
    }

    @Test
    void shouldStopReadingAnImageOfUndeclaredLengthAtTheLimit() {
        // Given
        var body = new EndlessBody();

        // When
        assertThatThrownBy(() -> reader.image(body, OptionalLong.empty(), NOTHING))
                .isInstanceOf(TooLargeException.class);

        // Then
        assertThat(body.given).isLessThanOrEqualTo(MAX_IMAGE + 1);
    }

    @Test
    void shouldReadABatch() throws IOException {
        // When
        ImageBatch batch = reader.batch(body(delimited(Pictures.record(1), Pictures.record(2))), OptionalLong.empty());

        // Then
        assertThat(batch.images())
                .containsExactly(new SubmittedImage(0, Pictures.record(1)), new SubmittedImage(1, Pictures.record(2)));
        assertThat(batch.unreadable()).isEmpty();
    }

    @Test
    void shouldSkipARecordThatIsTooLargeAndReadOn() throws IOException {
        // Given
        ImageRecord large = ImageRecord.newBuilder()
                .setEncoded(ByteString.copyFrom(new byte[70_000]))
                .build();

        // When
        ImageBatch batch = reader.batch(body(delimited(large, Pictures.record(2))), OptionalLong.empty());

        // Then
        assertThat(batch.unreadable()).singleElement().satisfies(image -> {
            assertThat(image.index()).isZero();
            assertThat(image.code()).isEqualTo("IMAGE_TOO_LARGE");
        });
        assertThat(batch.images()).containsExactly(new SubmittedImage(1, Pictures.record(2)));
    }

    @Test
    void shouldTellARecordThatIsNoneAndReadOn() throws IOException {
        // Given
        byte[] nonsense = {3, 10, 127, 1}; // three bytes, of which field 1 claims 127
        byte[] body = concatenated(nonsense, delimited(Pictures.record(2)));

        // When
        ImageBatch batch = reader.batch(body(body), OptionalLong.empty());

        // Then
        assertThat(batch.unreadable())
                .singleElement()
                .extracting(RejectedImage::code)
                .isEqualTo("MALFORMED_RECORD");
        assertThat(batch.images()).hasSize(1);
    }

    @Test
    void shouldRefuseABatchThatBreaksOff() throws IOException {
        // Given
        byte[] whole = delimited(Pictures.record(1), Pictures.record(2));

        // When, Then
        assertThatThrownBy(() -> reader.batch(body(Arrays.copyOf(whole, whole.length - 1)), OptionalLong.empty()))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessageContaining("after 1 whole records");
    }

    @Test
    void shouldRefuseALengthThatIsNone() {
        // Given
        byte[] body = new byte[11];
        Arrays.fill(body, (byte) 0xff);

        // When, Then
        assertThatThrownBy(() -> reader.batch(body(body), OptionalLong.empty()))
                .isInstanceOf(MalformedBatchException.class);
    }

    @Test
    void shouldRefuseMoreImagesThanAllowed() {
        assertThatThrownBy(() -> reader.batch(
                        body(delimited(Pictures.record(1), Pictures.record(2), Pictures.record(3), Pictures.record(4))),
                        OptionalLong.empty()))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("more than 3 images");
    }

    @Test
    void shouldStopReadingABatchOfUndeclaredLengthAtTheLimit() {
        // Given
        var body = new EndlessBody();
        body.next = 1; // records of one byte, each none; but the third is the last allowed

        // When
        assertThatThrownBy(() -> reader.batch(body, OptionalLong.empty())).isInstanceOf(TooLargeException.class);

        // Then
        assertThat(body.given).isLessThanOrEqualTo(MAX_REQUEST + 1);
    }

    @Test
    void shouldFindNothingInAnEmptyBatch() throws IOException {
        assertThat(reader.batch(body(new byte[0]), OptionalLong.of(0)).images()).isEmpty();
    }

    private static ImageDescription description(Optional<String> split) {
        return new ImageDescription(Optional.empty(), split, Optional.empty(), Optional.empty());
    }

    private static byte[] delimited(ImageRecord... records) throws IOException {
        var body = new ByteArrayOutputStream();
        for (ImageRecord record : records) {
            record.writeDelimitedTo(body);
        }
        return body.toByteArray();
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static InputStream body(byte[] content) {
        return new ByteArrayInputStream(content);
    }

    private static InputStream unreadable() {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nothing is to be read");
            }
        };
    }

    /** A client that never stops sending. */
    private static final class EndlessBody extends InputStream {
        private int next;
        private long given;

        @Override
        public int read() {
            given++;
            return next;
        }
    }
}
