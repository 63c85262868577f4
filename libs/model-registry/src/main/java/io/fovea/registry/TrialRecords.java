package io.fovea.registry;

import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelRecord;
import io.fovea.proto.model.v1.TrialFigures;
import java.util.List;

/** What processes have counted of versions on trial, among the registry's records. */
final class TrialRecords {
    private final ModelRecords records;

    TrialRecords(ModelRecords records) {
        this.records = records;
    }

    void put(TrialFigures figures) {
        records.put(
                String.join("/", figures.getModel(), figures.getAlias(), "figures", figures.getInstance()),
                ModelRecord.newBuilder().setTrial(figures).build());
    }

    /** Of the alias' version since it was put on trial, beside one live version. */
    TrialSummary summary(ModelAlias alias, String liveVersion) {
        List<TrialFigures> parts = records.snapshot().values().stream()
                .filter(ModelRecord::hasTrial)
                .map(ModelRecord::getTrial)
                .filter(part -> part.getModel().equals(alias.getModel())
                        && part.getAlias().equals(alias.getAlias())
                        && part.getVersion().equals(alias.getVersion())
                        && part.getLiveVersion().equals(liveVersion)
                        && part.getUntilMillis() >= alias.getSinceMillis())
                .toList();
        return TrialSummary.of(parts);
    }
}
