package io.fovea.cli.client;

import io.fovea.datasets.BarFiles;
import io.fovea.proto.market.v1.Bar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/** Sends bars to ingestion: as fast as it takes them, or as fast as their time passes, times a factor. */
public final class BarUpload extends UploadCounts {

    private static final int MAX_BARS = 10_000;
    private static final int KEPT = 20;

    private final IngestionClient ingestion;
    private final String pipeline;
    private final Pace pace;
    private final LongConsumer onSent;
    private final List<Bar> batch = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    /**
     * @param pace how many times faster than real time; without it, as fast as possible
     * @param onSent hears how many rows are behind it
     */
    public BarUpload(IngestionClient ingestion, String pipeline, OptionalDouble pace, LongConsumer onSent) {
        this.ingestion = ingestion;
        this.pipeline = pipeline;
        this.pace = pace.isPresent() ? new Pace(pace.getAsDouble()) : Pace.NONE;
        this.onSent = onSent;
    }

    /** Returns when the last bar is published. */
    public BarUpload send(BarFiles files) {
        files.forEach(this::add, this::refused);
        flush();
        return this;
    }

    private void add(Bar bar) {
        if (batch.size() == MAX_BARS || (!batch.isEmpty() && pace.mustWaitFor(bar.getAsOfMillis()))) {
            flush();
        }
        pace.await(bar.getAsOfMillis());
        batch.add(bar);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        IngestionAnswer answer = ingestion.sendBars(pipeline, batch);
        count(batch.size(), answer);
        answer.rejected().forEach(one -> keep("%s: %s".formatted(name(batch.get(one.index())), one.explanation())));
        batch.clear();
        onSent.accept(sent());
    }

    private static String name(Bar bar) {
        return "%s, period to %s".formatted(bar.getInstrument(), Instant.ofEpochMilli(bar.getPeriodEndMillis()));
    }

    private void refused(BarFiles.Refused row) {
        countRefused();
        keep("row %,d by time: %s".formatted(row.row(), row.explanation()));
    }

    private void keep(String refusal) {
        if (refusals.size() < KEPT) {
            refusals.add(refusal);
        }
    }

    /** The first few that were refused. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }
}
