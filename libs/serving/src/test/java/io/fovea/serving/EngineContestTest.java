package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.serving.EngineContest.Result;
import io.fovea.serving.EngineContest.Round;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineContestTest {

    @Test
    void shouldJudgeByTheLargeBatches() {
        // Given: twice as fast at small batches, slower at the large one
        Result result = new Result(
                Optional.empty(),
                List.of(
                        new Round(1, 200_000, 100_000),
                        new Round(16, 800_000, 400_000),
                        new Round(256, 5_000_000, 7_500_000)));

        // When, then
        assertThat(result.speedUp()).isEqualTo(6.0 / 8, within(1e-12));
    }

    @Test
    void shouldFindNeitherFasterWhereNothingWasTimed() {
        assertThat(new Result(Optional.empty(), List.of()).speedUp()).isEqualTo(1);
    }
}
