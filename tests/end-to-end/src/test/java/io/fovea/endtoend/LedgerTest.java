package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.endtoend.Ledger.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void shouldFindNothingWhereNothingIsWrong() {
        // Given
        ask(0, 3);

        // When
        answer(0, "k1-0", "k1-2");
        ledger.answered("dead-letters", 3, "k1-1");

        // Then
        assertThat(ledger.verdict()).isEqualTo(Verdict.EXACT);
    }

    @Test
    void shouldNameWhatIsLostDoubledSwappedAndInvented() {
        // Given
        ask(0, 6);

        // When
        answer(0, "k1-0", "k1-2", "k1-1", "k1-4", "k1-4", "k1-5", "k1-6");

        // Then
        assertThat(ledger.verdict())
                .isEqualTo(new Verdict(List.of("k1-3"), List.of("k1-4"), List.of("k1-6"), List.of("k1-1")));
    }

    @Test
    void shouldFindAKeyThatChangesItsPartition() {
        // Given
        ask(0, 2);

        // When
        answer(0, "k1-0");
        answer(1, "k1-1");

        // Then
        assertThat(ledger.verdict().outOfOrder()).containsExactly("k1-1");
    }

    private void ask(int from, int to) {
        for (int sequence = from; sequence < to; sequence++) {
            ledger.asked(Questions.name(1, sequence));
        }
    }

    private void answer(int partition, String... names) {
        for (String name : names) {
            ledger.answered("predictions", partition, name);
        }
    }
}
