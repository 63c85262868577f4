package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The count that the kill tests rely on must itself see what is wrong. */
class TallyTest {

    private static final Set<String> ASKED = Set.of("a", "b", "c");

    @Test
    void shouldBeExactWhereEachIsAnsweredOnce() {
        assertThat(Tally.of(ASKED, List.of("c", "a", "b"))).isEqualTo(Tally.EXACT);
    }

    @Test
    void shouldSeeALossADuplicateAndAStranger() {
        // When
        Tally tally = Tally.of(ASKED, List.of("a", "a", "a", "c", "x"));

        // Then
        assertThat(tally).isEqualTo(new Tally(Set.of("b"), Map.of("a", 3), Set.of("x")));
    }
}
