package io.fovea.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.evaluation.drift.DriftReference;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a market's version is compared with later. */
class PeriodReferenceTest {

    private static final MarketWindows.Planted NOTHING = (returns, period) -> returns[period - MarketWindows.LAGS + 1];

    @TempDir
    private Path storage;

    @Test
    void shouldKeepWhatPeriodsShowedAndWhatNetworksSaidThatHadNotSeenThem() throws IOException {
        // Given
        double[][] returns = MarketWindows.returns(1);

        // When
        Path artefact = train("serve: {drift: {}}", returns);

        // Then
        DriftReference reference = DriftReference.parse(Files.readAllBytes(artefact.resolve(DriftReference.FILE)));
        assertThat(reference.figures()).containsOnlyKeys("return_mean", "return_spread", "score_mean", "score_spread");
        double[] means = reference.figures().get("return_mean");
        assertThat(means).as("as many as the last network learned from").hasSizeBetween(24, 30);
        int newest = returns[0].length - 2; // whose label is the last return
        assertThat(means[means.length - 1]).isCloseTo(mean(returns, newest), within(1e-6));
        assertThat(means[means.length - 2]).isCloseTo(mean(returns, newest - 1), within(1e-6));
        double[] scores = reference.figures().get("score_mean");
        assertThat(scores).as("four folds of three periods").hasSize(12);
        assertThat(Arrays.stream(scores)).allMatch(mean -> mean > 0 && mean < 1);
    }

    @Test
    void shouldKeepNothingWhereNobodyWatches() {
        assertThat(train("", MarketWindows.returns(1)).resolve(DriftReference.FILE))
                .doesNotExist();
    }

    private Path train(String serve, double[][] returns) {
        try (Workplace workplace = new Workplace(storage)) {
            workplace.records.addAll(MarketWindows.records(MarketWindows.examples(returns, true, NOTHING)));
            String file = MarketWindows.file("direction", ", control: false") + serve;
            Outcome outcome = workplace.trainer("a").train(Stripes.job("job-1", file, 100_000), new Stop());
            assertThat(outcome).as(workplace.last().getMessage()).isEqualTo(Outcome.COMPLETED);
            ModelVersion version = workplace.registry.publishedBy("job-1").orElseThrow();
            return workplace.registry.fetch(version);
        }
    }

    private static double mean(double[][] returns, int period) {
        return Arrays.stream(returns)
                .mapToDouble(own -> (float) own[period])
                .average()
                .orElseThrow();
    }
}
