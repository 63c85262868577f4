package io.fovea.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong with one file; the first problem of a key is the one that counts. */
final class Problems {

    private final String source;
    private final List<Problem> found = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    void add(int line, String key, String explanation) {
        if (found.stream()
                .noneMatch(problem -> problem.line() == line && problem.key().equals(key))) {
            found.add(new Problem(source, line, key, explanation));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** For what makes reading on pointless. */
    PipelineFileException with(int line, String explanation) {
        add(line, "", explanation);
        return exception();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    private PipelineFileException exception() {
        return new PipelineFileException(
                found.stream().sorted(Comparator.comparingInt(Problem::line)).toList());
    }
}
