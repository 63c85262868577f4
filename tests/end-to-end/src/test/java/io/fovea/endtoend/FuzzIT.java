package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.datasets.DatasetImage;
import io.fovea.endtoend.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every door of the whole house is sent what strangers send: it answers with a sentence and no 500, goes on, and touches no file outside
 * its own folder. {@code -Dfovea.fuzz.seed} and {@code -Dfovea.fuzz.rounds} change what is sent, and how much.
 */
class FuzzIT {

    private static final int ROUNDS = Integer.getInteger("fovea.fuzz.rounds", 400);
    private static final long SEED = Long.getLong("fovea.fuzz.seed", 20_261_130);
    private static final String PIPELINE = "kill";
    private static final String SECRET = "nobody may read this";

    @TempDir
    private static Path folder;

    private static Platform platform;
    private static Doors doors;
    private static byte[] image = {};

    private final Mutations mutations = new Mutations(SEED);
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET);
        int grpcPort = FreePorts.draw(1).next();
        var fovea = new Fovea(folder.resolve("data"), List.of("-Dfovea.predictor.grpc-port=" + grpcPort));
        platform = fovea.up().awaitReady();
        List<DatasetImage> digits = Images.digits(201);
        fovea.run("apply", Resources.path("kill.yaml")).orFail();
        Path labelled = Images.folder(digits.subList(0, 200), folder.resolve("labelled"));
        fovea.run("ingest", PIPELINE, labelled.toString(), "--label-from-folder")
                .orFail();
        fovea.run("train", PIPELINE).orFail();
        image = digits.get(200).encoded();
        doors = new Doors(platform, PIPELINE, grpcPort, image);
        doors.awaitAnswer();
    }

    @AfterAll
    static void stop() {
        doors.close();
        platform.close();
    }

    @AfterEach
    void shouldBeAsBefore() throws IOException {
        System.out.println(outcomes);
        assertThat(platform.isAlive()).isTrue();
        doors.awaitAnswer();
        assertThat(Files.readString(folder.resolve("secret"))).isEqualTo(SECRET);
        assertThat(names(folder)).containsExactlyInAnyOrder("data", "labelled", "secret");
        assertThat(names(folder.resolve("data/storage"))).isSubsetOf("claims", "models", "checkpoints", "evaluations");
    }

    @Test
    void shouldAnswerAnyRequestOverHttpInASentence() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Door door = mutations.oneOf(doors.requests().overHttp());
            Map<String, String> headers = new HashMap<>(door.headers());
            if (mutations.below(3) == 0) {
                String header = mutations.oneOf(doors.requests().headers());
                headers.put(header, mutations.word());
            }
            boolean asItIs = mutations.below(4) == 0;
            byte[] body = asItIs ? door.body() : mutations.of(door.body());
            note(door.path(), doors.http().send("POST", door.path(), headers, body));
        }
    }

    @Test
    void shouldTakeNoNameForAPath() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Door door = mutations.oneOf(doors.requests().overHttp());
            String[] segments = door.path().split("/");
            segments[1 + mutations.below(segments.length - 1)] = mutations.name();
            String path = String.join("/", segments);
            String method = mutations.oneOf(List.of("POST", "GET", "PUT", "DELETE"));
            note(door.path(), doors.http().send(method, path, door.headers(), door.body()));
        }
    }

    @Test
    void shouldAnswerAnyBytesOverGrpc() {
        for (int round = 0; round < ROUNDS; round++) {
            Door door = mutations.oneOf(doors.requests().overGrpc());
            String status = doors.grpc(door.path(), mutations.of(door.body()));
            assertThat(status).as("%s in round %d", door.path(), round).isNotIn("INTERNAL", "UNKNOWN", "DATA_LOSS");
            outcomes.merge(status, 1, Integer::sum);
        }
    }

    @Test
    void shouldPredictOrRejectAnyRecordOnce() {
        // Given
        long before = doors.stillAnswers();
        List<StrangeRecord> strange = StrangeRecord.all(PIPELINE, image);

        // When
        int sent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            sent += doors.send(mutations, mutations.oneOf(strange)) ? 1 : 0;
        }

        // Then
        doors.awaitAnswers(before + sent);
    }

    private void note(String door, Answer answer) {
        assertThat(answer.status()).as("%s says %s", door, answer.text()).isNotIn(Set.of(500, 501, 502));
        assertThat(answer.text()).doesNotContain(SECRET).doesNotContain("root:x:0");
        outcomes.merge(Integer.toString(answer.status()), 1, Integer::sum);
    }

    private static Set<String> names(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            var names = new TreeSet<String>();
            children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(names::add);
            return names;
        }
    }
}
