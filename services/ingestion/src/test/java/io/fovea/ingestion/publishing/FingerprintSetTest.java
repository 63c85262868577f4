package io.fovea.ingestion.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {

    @Test
    void shouldAgreeWithASetOfTheJdk() {
        // Given
        var random = new SplittableRandom(7);
        Set<Fingerprint> expected = new HashSet<>();
        var set = new FingerprintSet();

        // When
        for (int i = 0; i < 100_000; i++) {
            var fingerprint = new Fingerprint(random.nextLong(60_000), random.nextInt(2) * 2 + 1);
            assertThat(set.add(fingerprint)).isEqualTo(expected.add(fingerprint));
        }

        // Then
        assertThat(set.size()).isEqualTo(expected.size());
        assertThat(expected).allMatch(set::contains);
        assertThat(set.contains(new Fingerprint(70_000, 1))).isFalse();
    }
}
