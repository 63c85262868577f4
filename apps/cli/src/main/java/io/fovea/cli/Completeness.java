package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.run.RunReport;

/** What every run must come to: each image in, once out. */
final class Completeness {

    private Completeness() {}

    /**
     * @return exit status 0
     * @throws CommandFailure when an image has no answer, or more than one
     */
    static int check(RunReport report) {
        if (!report.complete()) {
            throw new CommandFailure(
                    "Pipeline '%s' took in %d images and gave %d predictions, %d twice, and %d dead letters: that does not add up."
                            .formatted(
                                    report.pipeline(),
                                    report.ingested(),
                                    report.predicted(),
                                    report.duplicates(),
                                    report.deadLetters()));
        }
        return 0;
    }
}
