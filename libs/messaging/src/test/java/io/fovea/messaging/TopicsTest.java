package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    static Stream<UnaryOperator<String>> ofPipelines() {
        return Stream.of(
                Topics::images,
                Topics::bars,
                Topics::examples,
                Topics::features,
                Topics::predictions,
                Topics::deadLetters);
    }

    @ParameterizedTest
    @MethodSource("ofPipelines")
    void shouldFindPipelineOfItsTopics(UnaryOperator<String> topic) {
        assertThat(Topics.pipelineOf(topic.apply("digits-transfer"))).isEqualTo("digits-transfer");
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.PIPELINES, "images.digits", "fovea.images.", ""})
    void shouldRefuseTopicsOfNoPipeline(String topic) {
        assertThatThrownBy(() -> Topics.pipelineOf(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Topic %s belongs to no pipeline.", topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7", "digits", "digits-2", "0123456789-0123456789-0123456789-0123456789-0123456789-01234567"
            })
    void shouldTakePipelineNames(String name) {
        assertThat(new PipelineName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-digits",
                "digits-",
                "Digits",
                "a.b",
                "a_b",
                "../a",
                "a b",
                "0123456789-0123456789-0123456789-0123456789-0123456789-0123456789"
            })
    void shouldRefuseOtherNames(String name) {
        assertThatThrownBy(() -> new PipelineName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lower-case letters");
    }

    @Test
    void shouldPutCodeBeforeExplanation() {
        assertThat(new Rejection.UnknownPipeline("nope").reason())
                .isEqualTo("UNKNOWN_PIPELINE: There is no pipeline nope. Maybe it was not applied yet.");
    }
}
