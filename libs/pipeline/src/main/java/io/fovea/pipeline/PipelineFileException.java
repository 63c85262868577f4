package io.fovea.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline file is not valid; the message is for its author and has a line for each problem. */
public final class PipelineFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    PipelineFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the file's order. */
    public List<Problem> problems() {
        return problems;
    }
}
