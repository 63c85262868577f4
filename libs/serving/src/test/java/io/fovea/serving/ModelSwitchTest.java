package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelSwitchTest {

    private final ModelSwitch modelSwitch = new ModelSwitch();
    private final FakeEngine before = new FakeEngine();
    private final FakeEngine after = new FakeEngine();
    private final LoadedModel first = Samples.model(before);
    private final LoadedModel second = Samples.model(after);

    @Test
    void shouldHaveNoModelAtFirst() {
        assertThat(modelSwitch.acquire()).isEmpty();
    }

    @Test
    void shouldCloseTheOldModelWhenItsLastBatchIsOut() {
        // Given
        modelSwitch.switchTo(first);
        ModelLease one = modelSwitch.acquire().orElseThrow();
        ModelLease another = modelSwitch.acquire().orElseThrow();

        // When
        modelSwitch.switchTo(second);
        one.close();
        one.close(); // twice is once

        // Then
        assertThat(before.closed).isFalse();
        another.close();
        assertThat(before.closed).isTrue();
        assertThat(after.closed).isFalse();
    }

    @Test
    void shouldGiveTheNextBatchTheNewModel() {
        // Given
        modelSwitch.switchTo(first);

        // When
        modelSwitch.switchTo(second);

        // Then
        try (ModelLease lease = modelSwitch.acquire().orElseThrow()) {
            assertThat(lease.model()).isSameAs(second);
        }
        assertThat(before.closed).isTrue();
    }

    @Test
    void shouldCloseItsModelWithItself() {
        // Given
        modelSwitch.switchTo(first);

        // When
        modelSwitch.close();

        // Then
        assertThat(before.closed).isTrue();
        assertThat(modelSwitch.acquire()).isEmpty();
    }
}
