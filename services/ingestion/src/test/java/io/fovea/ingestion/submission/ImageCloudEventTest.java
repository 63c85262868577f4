package io.fovea.ingestion.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageCloudEventTest {
    private static final ImageDescription NOTHING =
            new ImageDescription(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final Map<String, String> headers = new HashMap<>(
            Map.of("ce-specversion", "1.0", "ce-id", "42", "ce-type", "org.example.photo", "ce-source", "/cameras/1"));

    @Test
    void shouldSayWhereTheImageIsFromAndWhatItIs() {
        // Given
        headers.put("ce-label", "caf%C3%A9");
        headers.put("ce-split", "test");
        headers.put("ce-time", "2026-11-24T21:00:00.5+01:00");
        headers.put("ce-source", "https://example.org/s%C3%BCd+1");

        // When
        ImageDescription described = event().describe(NOTHING);

        // Then
        assertThat(described.source()).contains("https://example.org/s\u00fcd+1");
        assertThat(described.label()).contains("caf\u00e9");
        assertThat(described.split()).contains("test");
    }

    @Test
    void shouldLetTheQueryDecide() {
        // Given
        headers.put("ce-label", "cat");
        var stated = new ImageDescription(
                Optional.of("dog"), Optional.empty(), Optional.of("mine"), Optional.of("image/png"));

        // When, Then
        assertThat(event().describe(stated)).isEqualTo(stated);
    }

    @Test
    void shouldBeAnEventWithAnyAttributeThatEveryEventHas() {
        assertThat(event().isOne()).isTrue();
        headers.remove("ce-specversion");
        assertThat(event().isOne()).isTrue();
        headers.clear();
        headers.put("ce-label", "cat");
        assertThat(event().isOne()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "specversion,,is missing; expected a value",
        "id,,is missing; expected a value",
        "type,,is missing; expected a value",
        "source,,is missing; expected a value",
        "specversion,0.3,is '0.3'; expected 1.0",
        "source,a b,is 'a b'; expected a URI reference",
        "time,yesterday,is 'yesterday'; expected a time",
        "label,%zz,is '%zz'; expected UTF-8"
    })
    void shouldSayWhichAttributeIsWrong(String attribute, String value, String why) {
        if (value == null) {
            headers.remove("ce-" + attribute);
        } else {
            headers.put("ce-" + attribute, value);
        }

        assertThatThrownBy(() -> event().describe(NOTHING))
                .isInstanceOf(InadmissibleException.class)
                .hasMessageContaining("attribute %s (header ce-%s) %s", attribute, attribute, why);
    }

    private ImageCloudEvent event() {
        return new ImageCloudEvent(name -> Optional.ofNullable(headers.get(name)));
    }
}
