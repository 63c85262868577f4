package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.endtoend.SaidSignals.Said;
import io.fovea.endtoend.Services.Service;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of preprocessing, trainer and predictor at random moments of a backfill: the signals are those of a run that was
 * left alone, to the bit, each once. Windows are scored one by one on one engine: how many share a batch depends on what has
 * arrived, and the last bit of a score on how many share a batch.
 *
 * <p>{@code -Dfovea.kill.seed} repeats the services and moments, {@code -Dfovea.kill.count} is how many, and {@code
 * -Dfovea.kill.bars=FILE} takes a file with the columns of the daily one in place of bars drawn at random.
 */
class SignalsKillIT {

    private static final int LAGS = 5;

    private final long seed = Long.getLong("fovea.kill.seed", System.nanoTime() & 0xffff);
    private final int kills = Integer.getInteger("fovea.kill.count", 5);
    private final String file = System.getProperty("fovea.kill.bars");
    private final Duration patience = file == null ? Duration.ofMinutes(4) : Duration.ofMinutes(40);
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private Services services;

    @BeforeEach
    void start() {
        assumeTrue(Services.areBuilt(), "needs the services' own runners: build without -Dquick");
        System.out.println("kill seed " + seed);
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        services = new Services(kafka.bootstrapServers(), folder, patience);
    }

    @Test
    void shouldGiveTheSameSignalsWhateverIsKilled() throws Exception {
        // Given: a run that is left alone, whose model the others share
        PipelineSpec alone = apply("alone", "promote: {when: \"accuracy > 0\"}, ");
        List.of(Service.values()).forEach(services::start);
        DailyBars bars = DailyBars.of(file, alone);
        bars.send(kafka.bootstrapServers(), "alone", 0, 1);
        services.run("train", "alone", "--detach");
        Map<String, Said> expected = await("alone", bars.windows(LAGS));
        assertThat(expected).hasSize(bars.windows(LAGS).orElse(expected.size())).isNotEmpty();

        // When: the same bars come in parts while a job trains, and a service dies in each part
        apply("killed", "");
        apply("alone", ""); // so that what it learns meanwhile does not go live
        List<Service> victims = victims();
        try (var said = new SaidSignals(kafka.bootstrapServers(), "killed")) {
            services.run("train", "alone", "--detach");
            for (int kill = 0; kill < kills; kill++) {
                bars.send(kafka.bootstrapServers(), "killed", kill, kills);
                int before = awaitMore(said);
                kill(victims.get(kill), before);
            }
        }
        Map<String, Said> after = await("killed", OptionalInt.of(expected.size()));

        // Then
        assertThat(differing(expected, after)).isEmpty();
        awaitBothJobs();
    }

    /** The first twenty signals that differ: a message cannot hold all of a backfill. */
    private static List<String> differing(Map<String, Said> expected, Map<String, Said> after) {
        return Stream.concat(expected.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(key -> !Objects.equals(expected.get(key), after.get(key)))
                .sorted()
                .limit(20)
                .map(key -> "%s: %s, killed: %s".formatted(key, expected.get(key), after.get(key)))
                .toList();
    }

    @AfterEach
    void stop() {
        if (services != null) {
            services.close();
            kafka.close();
        }
    }

    /** Each service at least once, in any order. */
    private List<Service> victims() {
        List<Service> victims = new ArrayList<>(List.of(Service.values()));
        while (victims.size() < kills) {
            victims.add(Service.values()[random.nextInt(Service.values().length)]);
        }
        Collections.shuffle(victims, random);
        return victims;
    }

    private void kill(Service victim, int signals) {
        int millis = random.nextInt(1_500);
        Pause.millis(millis);
        assertThat(services.kill(victim)).as("%s was alive", victim).isTrue();
        System.out.printf("kill of %s, with %,d signals, %d ms after the last was seen%n", victim, signals, millis);
        services.start(victim);
    }

    /** Signals that the services that live have made since the last kill, where they make any soon. */
    private static int awaitMore(SaidSignals said) {
        Instant deadline = Instant.now().plusSeconds(20);
        int before = said.look(Duration.ofMillis(100));
        int now = before;
        while (now == before && Instant.now().isBefore(deadline)) {
            now = said.look(Duration.ofMillis(100));
        }
        return now;
    }

    private Map<String, Said> await(String pipeline, OptionalInt count) {
        try (var said = new SaidSignals(kafka.bootstrapServers(), pipeline)) {
            return said.await(count, patience);
        }
    }

    private void awaitBothJobs() {
        Instant deadline = Instant.now().plus(patience);
        JobStory story = JobStory.read(kafka.bootstrapServers());
        while (story.versions().size() < 2 && Instant.now().isBefore(deadline)) {
            Pause.millis(500);
            story = JobStory.read(kafka.bootstrapServers());
        }
        assertThat(story.versions())
                .as("one version of each of two jobs")
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    private PipelineSpec apply(String name, String promote) throws IOException {
        String input = file == null
                ? ""
                : ", columns: {instrument: symbol, time: date, open: open, high: high, low: low, close: close, volume: volume}";
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: %s
                input: {kind: bars, period: day, rules: {idle: 5s}%s}
                windows: {lags: %d}
                model: {architecture: monthlyreturns, name: alone}
                train: {batchSize: 64, epochs: 2, seed: 7}
                evaluate: {folds: 1, trainPeriods: 150, testPeriods: 40, validationPeriods: 20}
                serve: {%sengine: tensorflow, batch: {max: 1}}
                """.formatted(name, input, LAGS, promote));
        services.run(
                "apply",
                Files.writeString(folder.resolve(name + ".yaml"), pipeline.file())
                        .toString());
        return pipeline;
    }
}
