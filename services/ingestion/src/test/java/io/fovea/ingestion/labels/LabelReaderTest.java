package io.fovea.ingestion.labels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.ingestion.submission.TooLargeException;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelReaderTest {

    private static final String ID = "0123456789abcdef".repeat(4);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: p
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: [cat, dog]}
            serve: {labels: {}}
            """);

    private final LabelReader reader = new LabelReader(1_000, 2, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldReadOneLabel() {
        // When
        List<DelayedLabel> labels = read("{'id': '%s', 'label': 'dog'}".formatted(ID));

        // Then
        assertThat(labels)
                .containsExactly(DelayedLabel.newBuilder()
                        .setId(ID)
                        .setLabel("dog")
                        .setKnownAtMillis(NOW.toEpochMilli())
                        .build());
    }

    @Test
    void shouldReadAListAndWhenEachWasKnown() {
        // When
        List<DelayedLabel> labels = read(
                "[{'id': '%s', 'label': 'dog'}, {'id': '%s', 'label': 'cat', 'knownAt': '2026-11-24T11:00:00+01:00'}]"
                        .formatted(ID, ID.replace('0', '1')));

        // Then
        assertThat(labels).hasSize(2);
        assertThat(Instant.ofEpochMilli(labels.get(1).getKnownAtMillis())).isEqualTo("2026-11-24T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            7                                       | Label 0 is no object; expected {"id": ..., "label": ...}. No label of the request was taken.
            {'label': 'dog'}                        | Label 0 has the id ''; expected an image's, 64 hex digits as its prediction has them. No label of the request was taken.
            {'id': '../../x', 'label': 'dog'}       | Label 0 has the id '../../x'; expected an image's, 64 hex digits as its prediction has them. No label of the request was taken.
            {'id': 'ID', 'label': 'cow'}            | Label 0 says 'cow', which is no class of the pipeline; expected one of cat, dog. No label of the request was taken.
            {'id': 'ID', 'label': 'cat', 'when': 1} | Label 0 has a key 'when'; known are id, label and knownAt. No label of the request was taken.
            {'id': 'ID', 'label': 'cat', 'knownAt': 'noon'} | Label 0 was known at 'noon'; expected a time such as 2026-11-24T14:03:00Z. No label of the request was taken.
            [{'id': 'ID', 'label': 'cat'}, 1]       | Label 1 is no object; expected {"id": ..., "label": ...}. No label of the request was taken.
            []                                      | The body is empty; expected {"id": ..., "label": ...} or a list of them.
            """)
    void shouldSayWhichLabelIsWrong(String body, String expected) {
        // When, then
        assertThatThrownBy(() -> read(body.replace("ID", ID)))
                .isInstanceOf(WrongLabelsException.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ['1', '9', '2']
            '1 9 2'
            ' 1  9 2 '
            """)
    void shouldReadASequence(String label) {
        // When
        List<DelayedLabel> labels = readNumbers(label);

        // Then
        assertThat(labels.get(0).getSequenceList()).containsExactly("1", "9", "2");
        assertThat(labels.get(0).getLabel()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            '192'       | Label 0 says '192', which is no class of the pipeline; expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9. No label of the request was taken.
            '1 2 3 4'   | Label 0 is a sequence of 4 classes; expected 1 to 3, such as "1 9 2". No label of the request was taken.
            []          | Label 0 is a sequence of 0 classes; expected 1 to 3, such as "1 9 2". No label of the request was taken.
            """)
    void shouldSayWhatIsWrongWithASequence(String label, String expected) {
        // When, then
        assertThatThrownBy(() -> readNumbers(label))
                .isInstanceOf(WrongLabelsException.class)
                .hasMessage(expected);
    }

    private List<DelayedLabel> readNumbers(String label) {
        PipelineSpec numbers = PipelineSpec.parse("""
                pipeline: numbers
                input: {channels: 1, size: [28, 28]}
                label: {kind: sequence, longest: 3}
                model: {architecture: lenet5, classes: 10}
                serve: {labels: {}}
                """);
        String body = "{'id': '%s', 'label': %s}".formatted(ID, label).replace('\'', '"');
        return reader.read(new ByteArrayInputStream(body.getBytes(UTF_8)), numbers);
    }

    @Test
    void shouldRefuseWhatIsNoJson() {
        // When, then
        assertThatThrownBy(() -> read("{'id': "))
                .isInstanceOf(WrongLabelsException.class)
                .hasMessageStartingWith("The body is no JSON at label 0: ");
    }

    @Test
    void shouldRefuseMoreThanItsLimits() {
        // Given
        String one = "{'id': '%s', 'label': 'dog'}".formatted(ID);

        // When, then
        assertThatThrownBy(() -> read("[%s, %s, %s]".formatted(one, one, one)))
                .hasMessage("The request has more than 2 labels. Send several.");
        assertThatThrownBy(() -> read(" ".repeat(2_000) + one)).isInstanceOf(TooLargeException.class);
    }

    private List<DelayedLabel> read(String json) {
        return reader.read(new ByteArrayInputStream(json.replace('\'', '"').getBytes(UTF_8)), PIPELINE);
    }
}
