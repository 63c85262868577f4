package io.fovea.cnn.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a search found.
 *
 * @param trials in the order that they were drawn
 */
public record SearchResult(Direction direction, List<TrialResult> trials) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the trials. @throws IllegalArgumentException where there is none */
    public SearchResult {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("A search has at least one trial.");
        }
    }

    /** The best of those that were trained longest. */
    public TrialResult best() {
        return ranked().get(0);
    }

    /** Those that were trained longer first, and of them the best first. */
    public List<TrialResult> ranked() {
        return trials.stream()
                .sorted(Comparator.comparing(TrialResult::epochs, Comparator.reverseOrder())
                        .thenComparing(direction.bestFirst()))
                .toList();
    }

    /** A line for each trial, in the order of {@link #ranked}, in columns that line up. */
    public String table() {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("trial", "epochs", "score"));
        header.addAll(best().trial().parameters().keySet());
        rows.add(header);
        for (TrialResult result : ranked()) {
            List<String> row = new ArrayList<>();
            row.add(String.valueOf(result.trial().number()));
            row.add(String.valueOf(result.epochs()));
            row.add(String.format(Locale.ROOT, "%.4f", result.score()));
            result.trial().parameters().values().forEach(value -> row.add(text(value)));
            rows.add(row);
        }
        return aligned(rows);
    }

    private static String text(Object value) {
        return value instanceof Double real ? String.format(Locale.ROOT, "%.4g", real) : value.toString();
    }

    private static String aligned(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                table.append(i == 0 ? "" : "  ")
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(row.get(i));
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** All trials, their parameters, and their scores by epochs; a score that is no number is null. */
    public String toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("direction", direction.name().toLowerCase(Locale.ROOT));
        json.put("best", best().trial().number());
        for (TrialResult result : trials) {
            ObjectNode trial = json.withArray("trials").addObject();
            trial.put("trial", result.trial().number());
            trial.put("seed", result.trial().seed());
            trial.set("parameters", JSON.valueToTree(result.trial().parameters()));
            ObjectNode scores = trial.putObject("scores");
            result.scores().forEach((epochs, score) -> put(scores, epochs, score));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ObjectNode scores, int epochs, double score) {
        if (Double.isFinite(score)) {
            scores.put(String.valueOf(epochs), score);
        } else {
            scores.putNull(String.valueOf(epochs));
        }
    }
}
