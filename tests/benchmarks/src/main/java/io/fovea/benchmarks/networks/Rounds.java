package io.fovea.benchmarks.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Several pieces of work measured in turn, so that whatever else the machine does is shared out fairly. */
final class Rounds {
    private static final int WARM_UP = 3;

    private final int rounds;
    private final double seconds;
    private final Clock clock;

    /** @param seconds each piece of work runs in each round, about */
    Rounds(int rounds, double seconds, Clock clock) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.clock = clock;
    }

    /** @param works each takes how often it shall run; one run is {@code images} images */
    List<Rate> run(int images, List<IntConsumer> works) {
        int[] times = works.stream().mapToInt(this::calibrated).toArray();
        List<Rate> rates = new ArrayList<>();
        works.forEach(work -> rates.add(new Rate(new double[rounds])));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < times.length; i++) {
                double elapsed = seconds(works.get(i), times[i]);
                rates.get(i).rounds()[round] = (double) images * times[i] / elapsed;
            }
        }
        return rates;
    }

    private int calibrated(IntConsumer work) {
        work.accept(WARM_UP);
        double once = seconds(work, WARM_UP) / WARM_UP;
        return (int) Math.max(1, Math.min(2_000, Math.round(seconds / once)));
    }

    private double seconds(IntConsumer work, int times) {
        long start = clock.nanos();
        work.accept(times);
        return (clock.nanos() - start) / 1e9;
    }
}
