package io.fovea.evaluation.folds;

import java.util.List;

/** Windows from a list. */
public record Rows(List<Row> rows) implements Windows {

    /** All four of one window. */
    public record Row(String instrument, long periodEnd, long asOf, long labelAsOf) {}

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String instrument(int row) {
        return rows.get(row).instrument();
    }

    @Override
    public long periodEnd(int row) {
        return rows.get(row).periodEnd();
    }

    @Override
    public long asOf(int row) {
        return rows.get(row).asOf();
    }

    @Override
    public long labelAsOf(int row) {
        return rows.get(row).labelAsOf();
    }
}
