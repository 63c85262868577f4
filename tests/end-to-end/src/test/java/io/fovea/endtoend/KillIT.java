package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.datasets.DatasetImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the all-in-one, broker and all, at ten random moments while images come in; then a plain reader counts.
 * {@code -Dfovea.kill.seed} repeats the moments of a run, as far as a machine can.
 */
class KillIT {

    private static final int KILLS = 10;
    private static final int LABELLED = 600;
    private static final int UNLABELLED = 1_600;
    private static final int BROKEN = 40;
    private static final String PIPELINE = "kill";

    private final long seed = Long.getLong("fovea.kill.seed", System.nanoTime() & 0xffff);
    private final Random random = new Random(seed);
    private final AtomicReference<Platform> platform = new AtomicReference<>();
    private final List<Long> kills = new ArrayList<>(); // when, in milliseconds since 1970

    @TempDir
    private Path folder;

    @Test
    void shouldAnswerEachImageOnceThoughKilledTenTimes() throws IOException {
        System.out.println("kill seed " + seed);
        // Given
        List<DatasetImage> digits = Images.digits(LABELLED + UNLABELLED + BROKEN);
        Images unlabelled = Images.of(digits.subList(LABELLED, LABELLED + UNLABELLED));
        Images broken =
                Images.of(digits.subList(LABELLED + UNLABELLED, digits.size())).brokenOff();
        var fovea = new Fovea(folder.resolve("data"));
        var feeder = new Feeder(
                PIPELINE, shuffled(unlabelled, broken), () -> platform.get().http());
        platform.set(fovea.up().awaitReady());
        learn(fovea, digits.subList(0, LABELLED));

        // When
        feeder.start();
        for (Moment moment : moments()) {
            liveUntil(moment, feeder);
            platform.set(fovea.up());
        }

        // Then
        Platform last = platform.get().awaitReady();
        awaitAnswers(last, UNLABELLED + BROKEN);
        assertThat(feeder.taken()).isEqualTo(UNLABELLED + BROKEN);
        List<ConsumerRecord<String, byte[]>> predictions = records(last, "predictions");
        assertThat(tally(predictions, unlabelled)).isEqualTo(Tally.EXACT);
        assertThat(tally(records(last, "dead-letters"), broken)).isEqualTo(Tally.EXACT);
        assertThat(byKillsBefore(predictions))
                .as("lives that answered something")
                .hasSizeGreaterThan(2);
    }

    @AfterEach
    void killTheLast() {
        platform.get().close();
    }

    private void learn(Fovea fovea, List<DatasetImage> labelled) throws IOException {
        fovea.run("apply", Resources.path("kill.yaml")).orFail();
        fovea.run(
                        "ingest",
                        PIPELINE,
                        Images.folder(labelled, folder.resolve("labelled")).toString(),
                        "--label-from-folder")
                .orFail();
        fovea.run("train", PIPELINE).orFail();
    }

    /** Two lives end while they start, two when they have just started, and six while images flow. */
    private List<Moment> moments() {
        var moments = new ArrayList<Moment>();
        for (int kill = 0; kill < KILLS; kill++) {
            Since since = kill < 2 ? Since.START : kill < 4 ? Since.READINESS : Since.FIRST_IMAGE;
            moments.add(new Moment(since, random.nextInt(2_000)));
        }
        Collections.shuffle(moments, random);
        return moments;
    }

    private void liveUntil(Moment moment, Feeder feeder) {
        Platform life = platform.get();
        switch (moment.since()) {
            case START -> {}
            case READINESS -> life.awaitReady();
            case FIRST_IMAGE -> feeder.awaitMore();
        }
        Pause.millis(moment.millis());
        life.kill();
        kills.add(System.currentTimeMillis());
        System.out.printf(
                "kill %d, %d ms after %s, with %d images taken in%n",
                kills.size(), moment.millis(), moment.since(), feeder.taken());
    }

    private enum Since {
        START,
        READINESS,
        FIRST_IMAGE
    }

    /** When a life ends: so many milliseconds after something in it. */
    private record Moment(Since since, int millis) {}

    /** Until as many answers are there as images, and then a little longer, for those that should not come. */
    private static void awaitAnswers(Platform last, int expected) {
        Instant deadline = Instant.now().plusSeconds(90);
        while (Instant.now().isBefore(deadline) && count(last) < expected) {
            Pause.millis(500);
        }
        Pause.millis(3_000);
    }

    private static int count(Platform last) {
        return records(last, "predictions").size()
                + records(last, "dead-letters").size();
    }

    private static Tally tally(List<ConsumerRecord<String, byte[]>> answers, Images asked) {
        return Tally.of(asked.ids(), answers.stream().map(ConsumerRecord::key).toList());
    }

    private static List<ConsumerRecord<String, byte[]>> records(Platform last, String topic) {
        return new CommittedTopic(last.bootstrapServers(), "fovea." + topic + "." + PIPELINE).records();
    }

    /** How many predictions were written after so many kills. */
    private Map<Long, Long> byKillsBefore(List<ConsumerRecord<String, byte[]>> predictions) {
        Map<Long, Long> counts = predictions.stream()
                .collect(Collectors.groupingBy(
                        prediction -> kills.stream()
                                .filter(kill -> kill < prediction.timestamp())
                                .count(),
                        TreeMap::new,
                        Collectors.counting()));
        System.out.println("predictions by the number of kills before them: " + counts);
        return counts;
    }

    private List<byte[]> shuffled(Images... images) {
        var all = new ArrayList<byte[]>();
        for (Images some : images) {
            all.addAll(some.encoded());
        }
        assertThat(new HashSet<>(new Images(all).ids())).as("ids").hasSize(all.size());
        Collections.shuffle(all, random);
        return all;
    }
}
