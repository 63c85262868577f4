package io.fovea.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket is Adobe's S3Mock, in a JVM of its own; each test has a prefix of its own. */
class S3ArtefactStoreIT {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static S3Mock s3;
    private static S3Client client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        s3 = S3Mock.start(shared);
        s3.createBucket("fovea");
        client = s3.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        s3.close();
    }

    @Test
    void shouldGiveBackAndReplaceAFile() throws IOException {
        // Given
        ArtefactStore store = open("files");
        store.put("checkpoints/job/latest", "1".getBytes(UTF_8));

        // When
        store.put("checkpoints/job/latest", Files.writeString(folder.resolve("epoch"), "2"));

        // Then
        assertThat(store.fetch("checkpoints/job/latest")).hasContent("2");
        assertThat(store.list("checkpoints/job")).containsExactly("latest");
        assertThat(store.list("checkpoints")).containsExactly("job");
        assertThat(store.exists("checkpoints")).isTrue();
        assertThat(store.exists("checkpoints/job/last")).isFalse();
    }

    @Test
    void shouldKeepTheFolderThatCameFirst() throws IOException {
        // Given
        ArtefactStore store = open("folders");
        store.put("models/digits/1", model("first"));

        // When
        boolean placed = store.putIfAbsent("models/digits/1", model("second"));

        // Then
        assertThat(placed).isFalse();
        assertThat(store.fetch("models/digits/1").resolve("variables/weights")).hasContent("first");
        assertThat(store.fetch("models/digits/1/variables/weights")).hasContent("first");
        assertThat(store.list("models/digits")).containsExactly("1");
        assertThat(store.list("models/digits/1")).containsExactly("variables");
        assertThatThrownBy(() -> store.put("models/digits/1", model("third")))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("it is there already");
    }

    /** One after the other: S3Mock looks and writes in two steps, so that racers may both win there, as they cannot in S3. */
    @Test
    void shouldLetTheFirstClaimAPlaceAndLeaveNothingOfTheSecond() throws IOException {
        // Given: both have seen that the place is free
        S3ArtefactStore store = open("race");

        // When
        boolean first = store.upload("models/race/1", model("first"));
        boolean second = store.upload("models/race/1", model("second"));
        boolean firstFile = store.putIfAbsent("models/race/jobs/j", new byte[] {1});
        boolean secondFile = store.putIfAbsent("models/race/jobs/j", new byte[] {2});

        // Then
        assertThat(new boolean[] {first, second, firstFile, secondFile}).containsExactly(true, false, true, false);
        assertThat(store.fetch("models/race/1/variables/weights")).hasContent("first");
        assertThat(keys("race")).hasSize(3).contains("race/models/race/1/.folder", "race/models/race/jobs/j");
    }

    @Test
    void shouldRemoveAFolderWithAllThatIsInIt() throws IOException {
        // Given
        ArtefactStore store = open("removal");
        store.put("models/digits/1", model("any"));
        store.put("models/digits/11", model("other"));

        // When
        store.delete("models/digits/1");
        store.delete("models/digits/2");

        // Then
        assertThat(store.exists("models/digits/1")).isFalse();
        assertThat(store.list("models/digits")).containsExactly("11");
        assertThat(keys("removal")).noneMatch(key -> key.startsWith("removal/models/digits/1/"));
    }

    @Test
    void shouldNotShowAFolderWhoseWriterDied() {
        // Given: content without the object that lists it
        ArtefactStore store = open("killed");
        client.putObject(
                request -> request.bucket("fovea")
                        .key("killed/models/digits/1/.content-00000000-0000-0000-0000-000000000000/weights"),
                RequestBody.fromString("half"));

        // When, Then
        assertThat(store.exists("models/digits/1")).isFalse();
        assertThatThrownBy(() -> store.fetch("models/digits/1"))
                .isInstanceOf(ArtefactException.class)
                .hasMessage("Cannot read models/digits/1 below s3://fovea/killed: there is none.");
    }

    @Test
    void shouldRefuseWhatSomebodyChanged() throws IOException {
        // Given
        ArtefactStore store = open("changed");
        store.put("models/digits/1", model("any"));
        String weights = keys("changed").stream()
                .filter(key -> key.endsWith("weights"))
                .findFirst()
                .orElseThrow();
        client.putObject(request -> request.bucket("fovea").key(weights), RequestBody.fromString("other"));

        // When, Then
        assertThatThrownBy(() -> store.fetch("models/digits/1"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("variables/weights is not what was written");
    }

    @Test
    void shouldNotWriteOutsideItsFolderWhateverTheBucketSays() {
        // Given
        ArtefactStore store = open("planted");
        client.putObject(
                request -> request.bucket("fovea").key("planted/models/digits/1/.folder"),
                RequestBody.fromString(
                        "{\"content\":\"00000000-0000-0000-0000-000000000000\",\"files\":{\"../../evil\":\"00\"}}"));

        // When, Then
        assertThatThrownBy(() -> store.fetch("models/digits/1"))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("../../evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../../x", "", "a//b", ".folder", "a/.content-x"})
    void shouldRefuseAPlaceOutsideTheStorage(String path) {
        ArtefactStore store = open("places");
        assertThatThrownBy(() -> store.put(path, new byte[1]))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("is no place in the storage");
        assertThatThrownBy(() -> store.fetch(path)).isInstanceOf(ArtefactException.class);
        assertThatThrownBy(() -> store.delete(path)).isInstanceOf(ArtefactException.class);
    }

    @Test
    void shouldNameABucketThatIsNotThere() {
        assertThatThrownBy(() -> S3ArtefactStore.open(URI.create("s3://elsewhere/x"), client))
                .isInstanceOf(ArtefactException.class)
                .hasMessageStartingWith("Cannot read anything below s3://elsewhere/x: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> S3ArtefactStore.open(URI.create("s3:x"), client))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("names no bucket");
    }

    @Test
    void shouldHoldARegistry() throws IOException {
        // Given
        try (ModelRegistry registry = ModelRegistry.inMemory(open("registry"))) {

            // When
            var first = registry.publish(Drafts.savedModel(folder, "job-a"), Drafts.of("digits", "job-a"));
            var second = registry.publish(Drafts.savedModel(folder, "job-b"), Drafts.of("digits", "job-b"));
            var again = registry.publish(Drafts.savedModel(folder, "job-a"), Drafts.of("digits", "job-a"));

            // Then
            assertThat(again).isEqualTo(first);
            assertThat(second.getVersion()).isEqualTo("2");
            assertThat(registry.fetch(second).resolve("saved_model.pb")).hasContent("graph");
        }
    }

    private static S3ArtefactStore open(String prefix) {
        return S3ArtefactStore.open(URI.create("s3://fovea/" + prefix), client);
    }

    private static List<String> keys(String prefix) {
        return client
                .listObjectsV2Paginator(request -> request.bucket("fovea").prefix(prefix + "/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private Path model(String weights) throws IOException {
        Path model = Files.createDirectories(folder.resolve("export-" + weights + "/variables"));
        Files.writeString(model.resolve("weights"), weights);
        return model.getParent();
    }
}
