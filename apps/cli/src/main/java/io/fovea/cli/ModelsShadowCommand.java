package io.fovea.cli;

import io.fovea.registry.ModelRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "shadow",
        description = {
            "Ask a version beside the live one, or see how it does; nobody gets its answers in the live one's place.",
            "They go to the topic fovea.predictions.PIPELINE.shadow."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea models shadow digits 3",
            "  ./fovea models shadow digits",
            "  ./fovea models shadow digits --end"
        })
final class ModelsShadowCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private TrialOptions trial;

    ModelsShadowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return trial.call(context, ModelRegistry.SHADOW, 1);
    }
}
