package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.messaging.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pipeline file of {@code examples/images} from raw files to a test figure, through the services of one platform, on a
 * few hundred small pictures: its loss falls, and each test image comes out once. What is cut short says {@link ShortPipeline}; what
 * the figures are worth is not asked here. {@code -Dfovea.images.files=svhn.*} runs some of them alone.
 */
@Execution(ExecutionMode.CONCURRENT) // each waits for the services more than it works
class ImagePipelinesIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Fovea fovea = new Fovea(Path.of("."));
    private static Platform platform;

    @BeforeAll
    static void start() {
        fovea = new Fovea(folder.resolve("data"), List.of("-XX:TieredStopAtLevel=1")); // short lives
        platform = fovea.up().awaitReady();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Repository.root().resolve("examples/images"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .filter(name -> name.matches(System.getProperty("fovea.images.files", ".*")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldLearnAndAnswerEachTestImageOnce(String file) throws IOException {
        // Given
        ShortPipeline pipeline = ShortPipeline.of(file, folder);
        SmallData data = SmallData.of(pipeline.spec(), folder.resolve(pipeline.name()));

        // When
        JsonNode report = run(pipeline, data);

        // Then
        List<Double> losses = report.path("epochs").findValuesAsText("loss").stream()
                .map(Double::valueOf)
                .toList();
        assertThat(losses.get(losses.size() - 1)).as("losses %s", losses).isLessThan(losses.get(0));
        List<String> asked = ids(data.images());
        JsonNode metrics = report.path("metrics");
        assertThat(metrics.path("labelled").asLong()).isEqualTo(data.images().size() - asked.size());
        assertThat(metrics.path("predicted").asInt()).isEqualTo(asked.size()).isPositive();
        assertThat(Tally.of(asked, keys(Topics.predictions(pipeline.name())))).isEqualTo(Tally.EXACT);
        assertThat(keys(Topics.deadLetters(pipeline.name()))).isEmpty();
        assertThat(report.path("accuracyOf").asText()).isEqualTo("test");
    }

    private static JsonNode run(ShortPipeline pipeline, SmallData data) throws IOException {
        JsonNode address = platform.where();
        return JSON.readTree(fovea.run(Stream.of(
                                List.of("run", pipeline.path().toString(), "--json", "--data=" + data.path()),
                                data.options(),
                                pipeline.options(),
                                List.of(
                                        "--bootstrap-servers=" + platform.bootstrapServers(),
                                        "--ingestion-url="
                                                + address.path("http").asText(),
                                        "--storage=" + address.path("storage").asText()))
                        .flatMap(List::stream)
                        .toArray(String[]::new))
                .orFail()
                .out());
    }

    private static List<String> ids(ImageDataset images) {
        try (Stream<DatasetImage> all = images.images()) {
            return all.filter(image -> image.split() == Split.TEST)
                    .map(DatasetImage::sha256)
                    .toList();
        }
    }

    private static List<String> keys(String topic) {
        return new CommittedTopic(platform.bootstrapServers(), topic).keys();
    }
}
