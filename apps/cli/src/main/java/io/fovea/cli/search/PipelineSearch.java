package io.fovea.cli.search;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.run.RunData;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.cnn.Device;
import io.fovea.cnn.search.SearchResult;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.training.PipelineTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search from images to its result, in this process. */
public final class PipelineSearch {
    private final SearchPlan plan;
    private final Progress progress;

    public PipelineSearch(SearchPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * @param kept where scores and checkpoints stay; null: in a folder that is deleted in the end
     * @throws CommandFailure where the pipeline is of no kind that is searched, there is too little data, no trial learns, or the folder
     *     is another search's
     */
    public SearchReport run(RunData data, @Nullable Path kept) throws IOException {
        Path folder = kept == null ? Files.createTempDirectory("fovea-search") : kept;
        try {
            PipelineTrials.requireSearchable(plan.pipeline());
            return new SearchReport(plan, search(read(data), folder));
        } catch (JobFailedException | IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        } finally {
            if (kept == null) {
                delete(folder);
            }
        }
    }

    private LabelledImages read(RunData data) {
        try (Step step = progress.step("read")) {
            LabelledImages images = LabelledImages.read(data, plan.pipeline(), step);
            String left = images.broken() == 0 ? "" : ", %d broken ones left out".formatted(images.broken());
            step.done(Figures.count(images.examples().size(), "labelled image") + left);
            return images;
        }
    }

    private SearchResult search(LabelledImages images, Path folder) {
        try (Step step = progress.step("search");
                var seen = new SearchProgress(plan, step)) {
            PipelineTrials trials = new PipelineTrials(
                    plan.pipeline(),
                    trial -> PipelineSpec.parse(plan.file(trial)),
                    images.examples(),
                    plan.monitor(),
                    Device.AUTO,
                    seen);
            SearchResult result = plan.search().run(seen.around(trials), folder);
            if (Double.isNaN(result.best().score())) {
                throw new CommandFailure("No trial has a loss that is a number. Maybe search lower learning rates.");
            }
            step.done("%s by %d validation images, best %s %s"
                    .formatted(
                            Figures.count(result.trials().size(), "trial"),
                            trials.validationExamples(),
                            plan.monitor(),
                            Figures.metric(result.best().score())));
            return result;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
