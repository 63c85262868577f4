package io.fovea.cli;

import io.fovea.cli.client.PredictionFeed;
import io.fovea.cli.market.SignalTable;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Terminal;
import io.fovea.pipeline.BarPeriod;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows a market pipeline's signals: a table of the newest period, and one of each that comes. */
final class SignalWatch {

    private final Terminal terminal;
    private final BarPeriod period;
    private final boolean json;
    private long shown;

    SignalWatch(Terminal terminal, BarPeriod period, boolean json) {
        this.terminal = terminal;
        this.period = period;
        this.json = json;
    }

    /**
     * Shows up to {@code limit} signals, then returns.
     *
     * @param fromBeginning all periods that are kept, rather than the newest and those to come
     */
    void run(PredictionFeed feed, boolean fromBeginning, long limit) {
        feed.rewind();
        TreeMap<Long, List<Prediction>> kept = byPeriod(feed.rest());
        if (fromBeginning) {
            kept.values().forEach(signals -> show(signals, limit));
        } else if (!kept.isEmpty()) {
            show(kept.lastEntry().getValue(), limit);
        }
        while (shown < limit) {
            List<Prediction> pending = new ArrayList<>(feed.next());
            for (List<Prediction> more = pending; !more.isEmpty(); ) { // a cross-section is not shown in pieces
                more = feed.next();
                pending.addAll(more);
            }
            byPeriod(pending).values().forEach(signals -> show(signals, limit));
        }
    }

    private static TreeMap<Long, List<Prediction>> byPeriod(List<Prediction> predictions) {
        return predictions.stream()
                .filter(Prediction::hasSignal)
                .collect(Collectors.groupingBy(
                        prediction -> prediction.getSignal().getPeriodEndMillis(), TreeMap::new, Collectors.toList()));
    }

    private void show(List<Prediction> signals, long limit) {
        List<Prediction> some = signals.stream()
                .sorted(Comparator.comparingDouble(SignalWatch::place)
                        .thenComparing(one -> one.getSignal().getInstrument()))
                .limit(Math.max(0, limit - shown))
                .toList();
        shown += some.size();
        if (json) {
            some.forEach(one -> terminal.out().println(Json.line(asJson(one))));
        } else if (!some.isEmpty()) {
            SignalTable.print(some, period, terminal);
            terminal.out().println();
        }
    }

    /** The best first, and what has no rank last. */
    private static double place(Prediction prediction) {
        double rank = prediction.getSignal().getRank();
        return rank == 0 ? Double.MAX_VALUE : rank;
    }

    private static Map<String, Object> asJson(Prediction prediction) {
        Signal signal = prediction.getSignal();
        Map<String, Object> object = Json.object();
        object.put("instrument", signal.getInstrument());
        object.put(
                "periodEnd", Instant.ofEpochMilli(signal.getPeriodEndMillis()).toString());
        object.put("asOf", Instant.ofEpochMilli(signal.getAsOfMillis()).toString());
        object.put("score", signal.getScore());
        object.put("rank", signal.getRank());
        object.put("crossSection", signal.getCrossSection());
        object.put("quantile", signal.getQuantile());
        object.put("quantiles", signal.getQuantiles());
        object.put("inSample", signal.getInSample());
        object.put(
                "trainedUntil",
                signal.getTrainedUntilMillis() == 0
                        ? null
                        : Instant.ofEpochMilli(signal.getTrainedUntilMillis()).toString());
        object.put("model", prediction.getModel());
        object.put("modelVersion", prediction.getModelVersion());
        return object;
    }
}
