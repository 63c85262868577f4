package io.fovea.evaluation.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.evaluation.folds.Rows.Row;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
    /** One instrument, a window each day, whose label is known just before the day after it. */
    private final Rows days = days(20);

    @Test
    void shouldCutFromTheNewestPeriodBackwards() {
        // When
        List<Fold> folds = new WalkForward(3, 6, 2, 2, 0, false).split(days, Periods.of(days));

        // Then
        assertThat(folds).extracting(Fold::number).containsExactly(1, 2, 3);
        assertThat(folds.get(2).test()).containsExactly(18, 19);
        assertThat(folds.get(2).train()).containsExactly(12, 13, 14, 15, 16, 17);
        assertThat(folds.get(2).fit()).containsExactly(12, 13, 14, 15);
        assertThat(folds.get(2).validation()).containsExactly(16, 17);
        assertThat(folds.get(0).test()).containsExactly(14, 15);
        assertThat(folds.get(0).train()).containsExactly(8, 9, 10, 11, 12, 13);
    }

    @Test
    void shouldKeepTheEmbargoBeforeTestAndValidation() {
        // When
        Fold fold = new WalkForward(1, 6, 2, 2, 3, false)
                .split(days, Periods.of(days))
                .get(0);

        // Then
        assertThat(fold.train()).containsExactly(9, 10, 11, 12, 13, 14);
        assertThat(fold.validation()).containsExactly(13, 14);
        assertThat(fold.fit()).containsExactly(9);
    }

    @Test
    void shouldBeginWithTheFirstPeriodWhereTheWindowExpands() {
        // When
        List<Fold> folds = new WalkForward(2, 6, 2, 2, 0, true).split(days, Periods.of(days));

        // Then
        assertThat(folds).extracting(fold -> fold.train().length).containsExactly(16, 18);
    }

    @Test
    void shouldTrainTheLastModelOnAllThatIsKnown() {
        // When
        Fold last = new WalkForward(2, 6, 2, 2, 0, true).last(days, Periods.of(days));

        // Then
        assertThat(last.train()).hasSize(20);
        assertThat(last.validation()).containsExactly(18, 19);
        assertThat(last.test()).isEmpty();
    }

    @Test
    void shouldSayHowManyFoldsFit() {
        WalkForward tooMany = new WalkForward(9, 6, 2, 2, 0, false);

        assertThatThrownBy(() -> tooMany.split(days, Periods.of(days)))
                .isInstanceOf(FoldsException.class)
                .hasMessageContaining("9 folds of 6 training and 2 test periods do not fit into 20 periods")
                .hasMessageContaining("Allowed: at most 7 folds");
    }

    @Test
    void shouldRefuseALabelThatWasKnownBeforeItsWindow() {
        Rows wrong = new Rows(List.of(new Row("A", 1, 1, 1), new Row("A", 2, 2, 3)));

        assertThatThrownBy(() -> new WalkForward(1, 2, 1, 1, 0, false).split(wrong, Periods.of(wrong)))
                .hasMessage("The label of A at 1 was known at 1, not after its window, which was at 1.");
    }

    private static Rows days(int count) {
        return new Rows(LongStream.range(0, count)
                .mapToObj(day -> new Row("A", 10 * day, 10 * day, 10 * day + 9))
                .toList());
    }

    @Test
    void shouldDecideMembershipByWhatWasKnownThen() {
        // Given B is traded most, from its third period on
        List<Row> rows = IntStream.range(0, 12)
                .mapToObj(i -> new Row(i % 2 == 0 ? "A" : "B", i / 2, i / 2, i / 2 + 1))
                .toList();
        Universe universe = new Universe(2, 1);

        // When
        boolean[] members = universe.members(new Rows(rows), row -> row % 2 == 0 ? 5 : row >= 5 ? 9 : 1);

        // Then
        assertThat(members)
                .containsExactly(false, false, true, false, false, true, false, true, false, true, false, true);
    }

    @Test
    void shouldNotLetTheFutureChangeWhoBelongs() {
        // Given
        List<Row> all = IntStream.range(0, 30)
                .mapToObj(i -> new Row("I" + i % 5, i / 5, i / 5, i / 5 + 1))
                .toList();
        Universe universe = new Universe(2, 3);

        // When
        boolean[] early = universe.members(new Rows(all.subList(0, 15)), row -> row * 7 % 5);
        boolean[] late = universe.members(new Rows(all), row -> row < 15 ? row * 7 % 5 : -row);

        // Then
        assertThat(late).startsWith(early);
    }
}
