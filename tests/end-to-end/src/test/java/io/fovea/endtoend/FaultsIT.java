package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fovea.endtoend.Ledger.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker, predictor and registry are killed at random, the network stalls and breaks, disks are full, and versions change all the
 * while; then everything that came in is there once, as a prediction or a dead letter, in order within its key.
 *
 * <p>{@code -Dfovea.faults.minutes} is how long, {@code -Dfovea.faults.rate} how many records a second, and {@code
 * -Dfovea.faults.seed} repeats the faults.
 */
class FaultsIT {

    private final Duration length =
            Duration.ofSeconds(Math.round(60 * Double.parseDouble(System.getProperty("fovea.faults.minutes", "0.75"))));
    private final int perSecond = Integer.getInteger("fovea.faults.rate", 2_000);
    private final long seed = Long.getLong("fovea.faults.seed", System.nanoTime() & 0xffff);
    private final Random random = new Random(seed);
    private final Map<Fault, Integer> befallen = new EnumMap<>(Fault.class);

    @TempDir
    private Path folder;

    private FaultyHouse house;

    @Test
    void shouldAnswerEachRecordOnceAndInOrderWhateverFails() throws Exception {
        assumeTrue(FaultyHouse.isBuilt(), "needs the predictor's own runner: build without -Dquick");
        System.out.printf("faults for %d s at %,d records/s, seed %d%n", length.toSeconds(), perSecond, seed);
        // Given
        house = new FaultyHouse(folder, Math.toIntExact(512 + length.toSeconds() * perSecond / 1_000));
        house.start();
        var pipeline = new FaultsPipeline(house.bootstrapServers());
        pipeline.apply();
        house.predictor().start();
        try (Flow flow = new Flow(house.bootstrapServers(), FaultsPipeline.NAME, perSecond, seed)) {
            flow.start();
            FaultsPipeline.await(() -> pipeline.lag() < flow.acknowledged()); // it has begun

            // When
            befallUntil(Instant.now().plus(length));
            long sent = flow.end();

            // Then
            FaultsPipeline.await(() -> pipeline.lag() == 0);
            Count count = Count.of(house.bootstrapServers(), FaultsPipeline.NAME, FaultsPipeline.PREDICTIONS);
            System.out.printf("%s; %s; lives ended by themselves: %s%n", befallen, count, ownExits());
            assertThat(count.verdict()).isEqualTo(Verdict.EXACT);
            assertThat(count.questions()).isEqualTo(sent);
            assertThat(count.predictions() + count.deadLetters()).isEqualTo(sent);
            assertThat(count.deadLetters()).isPositive();
        }

        // and the count would have seen it
        Verdict planted =
                PlantedFaults.plant(house.bootstrapServers(), FaultsPipeline.PREDICTIONS, FaultsPipeline.PLANTED);
        assertThat(Count.of(house.bootstrapServers(), FaultsPipeline.NAME, FaultsPipeline.PLANTED)
                        .verdict())
                .isEqualTo(planted);
    }

    @AfterEach
    void stop() throws IOException {
        if (house != null) {
            house.close();
        }
    }

    /** Every fault has its turn, in an order that changes. */
    private void befallUntil(Instant end) {
        List<Fault> possible = Arrays.stream(Fault.values())
                .filter(fault -> fault.isPossible(house))
                .toList();
        if (possible.size() < Fault.values().length) {
            System.out.println("disks are not filled: only root can mount small ones");
        }
        var deck = new ArrayList<Fault>();
        while (Instant.now().isBefore(end)) {
            if (deck.isEmpty()) {
                deck.addAll(possible);
                Collections.shuffle(deck, random);
            }
            Fault fault = deck.remove(0);
            System.out.printf("%s %s%n", Instant.now(), fault);
            fault.befall(house, random);
            befallen.merge(fault, 1, Integer::sum);
            Pause.millis(random.nextInt(6_000));
        }
    }

    private String ownExits() {
        return "broker %d, storage %d, registrar %d, predictor %d"
                .formatted(
                        house.broker().ownExits(),
                        house.storage().ownExits(),
                        house.registrar().ownExits(),
                        house.predictor().ownExits());
    }
}
