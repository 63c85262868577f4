package io.fovea.evaluation.folds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.evaluation.folds.Rows.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random folds on random markets: irregular dates, instruments that come, go and miss periods, bars that are known late,
 * horizons of several periods.
 */
class WalkForwardPropertyTest {
    private static final int TRIALS = 6000;

    @Test
    void shouldNeverLetATrainingLabelTouchTheTestWindow() {
        // Given
        int folds = 0;
        int purged = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            SplittableRandom random = new SplittableRandom(trial);
            Rows windows = market(random);
            WalkForward walk = walk(random);

            // When
            List<Fold> found = split(walk, windows);

            // Then
            for (Fold fold : found) {
                assertApart(windows, fold.train(), fold.test(), "trial %d, %s".formatted(trial, walk));
                assertApart(windows, fold.fit(), fold.validation(), "trial %d, inner, %s".formatted(trial, walk));
                assertThat(fold.trainSpan().touches(fold.testSpan())).isFalse();
                assertEmbargo(windows, walk, fold);
                assertParts(fold);
            }
            assertTestsDoNotOverlap(found);
            folds += found.size();
            purged += found.stream().mapToInt(Fold::purged).sum();
        }
        assertThat(folds).as("folds drawn").isGreaterThan(3000);
        assertThat(purged).as("rows that only the label's interval keeps out").isGreaterThan(1000);
    }

    /** What a gap in the index alone would let through, which is how a purged splitter has leaked before. */
    @Test
    void shouldPurgeWhatAGapOfPeriodsWouldLetThrough() {
        // Given a horizon of one period, whose label comes late for one instrument that misses two periods
        List<Row> rows = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            rows.add(new Row("A", day, day, day + 1));
        }
        rows.add(new Row("B", 5, 5, 8));
        Rows windows = new Rows(rows);

        // When
        Fold fold = new WalkForward(1, 4, 3, 1, 0, false)
                .split(windows, Periods.of(windows))
                .get(0);

        // Then
        assertThat(fold.test()).containsExactly(7, 8, 9);
        assertThat(fold.train()).as("days 2 to 5 of A").containsExactly(2, 3, 4, 5);
        assertThat(fold.purged())
                .as("day 6 of A ends with day 7, and B's with day 8")
                .isEqualTo(2);
    }

    private static void assertApart(Windows windows, int[] earlier, int[] later, String description) {
        long firstKnown = Arrays.stream(later).mapToLong(windows::asOf).min().orElseThrow();
        long lastLabel =
                Arrays.stream(earlier).mapToLong(windows::labelAsOf).max().orElseThrow();
        assertThat(lastLabel).as(description).isLessThan(firstKnown);
    }

    private static void assertEmbargo(Windows windows, WalkForward walk, Fold fold) {
        long lastTrained =
                Arrays.stream(fold.train()).mapToLong(windows::periodEnd).max().orElseThrow();
        long firstTested =
                Arrays.stream(fold.test()).mapToLong(windows::periodEnd).min().orElseThrow();
        long between = IntStream.range(0, windows.size())
                .mapToLong(windows::periodEnd)
                .filter(end -> end > lastTrained && end < firstTested)
                .distinct()
                .count();
        assertThat(between).isGreaterThanOrEqualTo(walk.embargoPeriods());
    }

    private static void assertParts(Fold fold) {
        int[] inner = IntStream.concat(Arrays.stream(fold.fit()), Arrays.stream(fold.validation()))
                .toArray();
        assertThat(inner).doesNotHaveDuplicates();
        assertThat(Arrays.stream(fold.train()).boxed().toList())
                .containsAll(Arrays.stream(inner).boxed().toList());
        assertThat(fold.test()).isNotEmpty();
    }

    private static void assertTestsDoNotOverlap(List<Fold> folds) {
        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.test()))
                        .toArray())
                .doesNotHaveDuplicates();
    }

    private static List<Fold> split(WalkForward walk, Windows windows) {
        try {
            return walk.split(windows, Periods.of(windows));
        } catch (FoldsException e) {
            assertThat(e).hasMessageContaining("Allowed:");
            return List.of();
        }
    }

    private static WalkForward walk(SplittableRandom random) {
        int train = random.nextInt(3, 15);
        return new WalkForward(
                random.nextInt(1, 5),
                train,
                random.nextInt(1, 4),
                random.nextInt(1, Math.min(4, train)),
                random.nextInt(0, 3),
                random.nextBoolean());
    }

    private static Rows market(SplittableRandom random) {
        long[] dates = new long[random.nextInt(12, 45)];
        long date = 0;
        for (int i = 0; i < dates.length; i++) {
            date += random.nextInt(1, 6); // some are far apart
            dates[i] = date;
        }
        int horizon = random.nextInt(1, 5);
        List<Row> rows = new ArrayList<>();
        for (int instrument = random.nextInt(1, 8); instrument > 0; instrument--) {
            addInstrument("I" + instrument, dates, horizon, random, rows);
        }
        return new Rows(rows);
    }

    private static void addInstrument(String name, long[] dates, int horizon, SplittableRandom random, List<Row> rows) {
        int first = random.nextInt(dates.length);
        int last = random.nextInt(first, dates.length);
        double missing = random.nextBoolean() ? 0 : 0.3;
        long[] own = IntStream.rangeClosed(first, last)
                .filter(i -> random.nextDouble() >= missing)
                .mapToLong(i -> dates[i])
                .toArray();
        for (int i = 0; i + horizon < own.length; i++) {
            long late = random.nextInt(10) == 0 ? random.nextInt(1, 9) : 0;
            long asOf = own[i] + late;
            rows.add(new Row(name, own[i], asOf, Math.max(asOf + 1, own[i + horizon] + random.nextInt(3))));
        }
    }
}
