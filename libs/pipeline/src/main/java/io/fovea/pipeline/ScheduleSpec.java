package io.fovea.pipeline;

/** How the learning rate changes while a network is trained; the optimizer's is what it starts from, or its top. */
public sealed interface ScheduleSpec {

    /** Multiplied by {@code factor} every so many epochs. */
    record Step(int everyEpochs, double factor) implements ScheduleSpec {}

    /**
     * Up a straight line from 0, then down half a wave of the cosine to the last epoch.
     *
     * @param endFraction the part of the optimizer's rate that it ends at
     */
    record Cosine(int warmUpEpochs, double endFraction) implements ScheduleSpec {}

    /** Up to the optimizer's rate and down to almost nothing, each along half a wave of the cosine. */
    record OneCycle() implements ScheduleSpec {}

    /** Multiplied by {@code factor} whenever {@code val_loss} has not become better for {@code patience} epochs. */
    record ReduceOnPlateau(int patience, double factor) implements ScheduleSpec {}
}
