package io.fovea.predictor.drift;

import io.fovea.evaluation.drift.DriftTest;
import io.fovea.proto.drift.v1.Drift;
import java.util.List;

/** Compared figures become those of an event. */
final class DriftFigures {

    private DriftFigures() {}

    /** An event with nothing but the figures. */
    static Drift.Builder of(List<DriftTest.Figure> compared) {
        Drift.Builder drift = Drift.newBuilder();
        compared.forEach(figure -> drift.addFiguresBuilder()
                .setName(figure.name())
                .setStability(figure.stability())
                .setDistance(figure.distance())
                .setPValue(figure.pValue()));
        return drift;
    }
}
