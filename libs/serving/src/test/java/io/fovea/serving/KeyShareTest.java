package io.fovea.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class KeyShareTest {

    private static final int KEYS = 20_000;

    @Test
    void shouldOnlyAddKeysWhenTheShareRises() {
        // Given
        List<Double> shares = List.of(0.0, 0.01, 0.05, 0.2, 0.5, 1.0);

        // When
        List<Set<Integer>> chosen =
                shares.stream().map(share -> chosen("digits", share)).toList();

        // Then
        for (int i = 1; i < shares.size(); i++) {
            assertThat(chosen.get(i)).containsAll(chosen.get(i - 1));
        }
        assertThat(chosen.get(0)).isEmpty();
        assertThat(chosen.get(5)).hasSize(KEYS);
    }

    @Test
    void shouldChooseTheShareThatIsAskedForInEachPartition() {
        // Given
        Set<Integer> chosen = chosen("digits", 0.1);

        // When
        int[] counts = new int[4];
        chosen.forEach(i -> counts[Utils.toPositive(Utils.murmur2(key(i))) % 4]++); // as Kafka's producers choose

        // Then: 500 are expected of 5,000, with a standard deviation of 21
        assertThat(IntStream.of(counts).boxed()).allMatch(count -> count > 400 && count < 600);
    }

    @Test
    void shouldChooseOtherKeysForOtherModels() {
        // Given
        Set<Integer> digits = chosen("digits", 0.1);

        // When
        Set<Integer> both = chosen("scenes", 0.1);
        both.retainAll(digits);

        // Then: 200 are expected, if the two are independent
        assertThat(both).hasSizeBetween(130, 280);
    }

    @Test
    void shouldTakeRecordsWithoutAKeyForTheWholeOnly() {
        assertThat(KeyShare.has("digits", null, 0.99)).isFalse();
        assertThat(KeyShare.has("digits", null, 1)).isTrue();
    }

    private static Set<Integer> chosen(String model, double share) {
        return IntStream.range(0, KEYS)
                .filter(i -> KeyShare.has(model, key(i), share))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static byte[] key(int i) {
        return ("key-" + i).getBytes(UTF_8);
    }
}
