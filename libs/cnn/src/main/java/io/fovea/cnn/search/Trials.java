package io.fovea.cnn.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A search while it runs. */
final class Trials {
    private final Search search;
    private final TrialRun run;
    private final Path folder;
    private final ScoresFile file;
    private final Map<Integer, SortedMap<Integer, Double>> scores = new TreeMap<>();

    Trials(Search search, TrialRun run, Path folder) {
        this.search = search;
        this.run = run;
        this.folder = folder;
        this.file = ScoresFile.open(folder.resolve("search.csv"), search.toString());
    }

    SearchResult run() {
        int number = 0;
        for (List<Rung> rungs : search.brackets()) {
            List<Trial> trials = new ArrayList<>();
            for (int i = 0; i < rungs.get(0).trials(); i++) {
                trials.add(search.space().trial(search.seed(), number++));
            }
            climb(trials, rungs);
        }
        List<TrialResult> results = scores.keySet().stream()
                .map(trial -> result(search.space().trial(search.seed(), trial)))
                .toList();
        return new SearchResult(search.direction(), results);
    }

    private void climb(List<Trial> trials, List<Rung> rungs) {
        List<Trial> left = trials;
        for (int i = 0; i < rungs.size(); i++) {
            for (Trial trial : left) {
                train(
                        trial,
                        i == 0 ? 0 : rungs.get(i - 1).epochs(),
                        rungs.get(i).epochs());
            }
            if (i + 1 < rungs.size()) {
                left = best(left, rungs.get(i + 1).trials());
            }
        }
    }

    private void train(Trial trial, int from, int to) {
        Double known = file.score(trial.number(), to);
        double score;
        if (known == null) {
            score = run.train(trial, new TrialRun.Leg(from, to, folderOf(trial)));
            file.add(trial.number(), to, score);
        } else {
            score = known;
        }
        scores.computeIfAbsent(trial.number(), anyNumber -> new TreeMap<>()).put(to, score);
    }

    /** In the order of their numbers. The others are given up. */
    private List<Trial> best(List<Trial> trials, int count) {
        List<Trial> ranked = trials.stream()
                .map(this::result)
                .sorted(search.direction().bestFirst())
                .map(TrialResult::trial)
                .toList();
        ranked.subList(count, ranked.size()).forEach(this::clear);
        return ranked.subList(0, count).stream()
                .sorted(Comparator.comparing(Trial::number))
                .toList();
    }

    private TrialResult result(Trial trial) {
        return new TrialResult(trial, scores.get(trial.number()));
    }

    private Path path(Trial trial) {
        return folder.resolve("trial-" + trial.number());
    }

    private Path folderOf(Trial trial) {
        try {
            return Files.createDirectories(path(trial));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clear(Trial trial) {
        if (!Files.isDirectory(path(trial))) {
            return;
        }
        try (Stream<Path> files = Files.walk(path(trial))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
