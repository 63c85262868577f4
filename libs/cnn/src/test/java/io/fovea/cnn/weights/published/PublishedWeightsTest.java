package io.fovea.cnn.weights.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.architectures.Architectures;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedWeightsTest {
    @Test
    void shouldKnowOurArchitecturesOnlyOverHttpsWithAndWithoutTop() {
        assertThat(Architectures.names()).containsAll(PublishedWeights.architectures());
        assertThat(PublishedWeights.all())
                .allMatch(file -> file.address().getScheme().equals("https"))
                .allMatch(file -> file.address().getHost().equals("storage.googleapis.com"));
        for (String architecture : PublishedWeights.architectures()) {
            assertThat(PublishedWeights.find(architecture, 1, OptionalInt.empty(), true)
                            .top())
                    .isTrue();
            assertThat(PublishedWeights.find(architecture, 1, OptionalInt.empty(), false)
                            .top())
                    .isFalse();
        }
    }

    /** All of keras.applications that we have but those of which Keras publishes no hash. */
    @Test
    void shouldKnowAHashOfAllButTwo() {
        assertThat(PublishedWeights.all().stream()
                        .filter(file -> file.md5().isEmpty())
                        .map(PublishedFile::architecture)
                        .distinct())
                .containsExactly("mobilenet", "mobilenetv2");
        assertThat(PublishedWeights.all().stream().flatMap(file -> file.md5().stream()))
                .doesNotHaveDuplicates();
        assertThat(PublishedWeights.all().stream().map(PublishedFile::fileName)).doesNotHaveDuplicates();
    }

    @Test
    void shouldFindWidthAndSize() {
        assertThat(PublishedWeights.find("mobilenetv2", 1, OptionalInt.empty(), true)
                        .fileName())
                .isEqualTo("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5");
        assertThat(PublishedWeights.find("mobilenet", 0.25, OptionalInt.of(128), false)
                        .fileName())
                .isEqualTo("mobilenet_2_5_128_tf_no_top.h5");
    }

    @Test
    void shouldSayWhatThereIs() {
        assertThatThrownBy(() -> PublishedWeights.find("lenet5", 1, OptionalInt.empty(), true))
                .hasMessageStartingWith(
                        "keras.applications publishes no weights for lenet5. It does for vgg16, vgg19, ");
        assertThatThrownBy(() -> PublishedWeights.find("mobilenetv2", 0.3, OptionalInt.empty(), true))
                .hasMessage(
                        "mobilenetv2 is not published with width 0.3. Its widths are 1.0, 0.75, 0.5, 0.35, 1.3, 1.4.");
        assertThatThrownBy(() -> PublishedWeights.find("mobilenet", 1, OptionalInt.of(96), true))
                .hasMessage("mobilenet is not published for size 96. Its sizes are 224, 192, 160, 128.");
        assertThatThrownBy(() -> PublishedWeights.find("vgg16", 1, OptionalInt.of(96), true))
                .hasMessage("vgg16 is not published for size 96. Its sizes are its own only.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/..", "https://host/a/", "https://host/a%20b.h5", "https://host/.hidden"})
    void shouldTakeNoAddressWithoutAPlainFileName(String address) {
        assertThatThrownBy(() ->
                        new PublishedFile("vgg16", 1, Optional.empty(), true, Optional.empty(), URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a file name");
    }
}
