package io.fovea.cli;

import io.fovea.registry.ModelRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "canary",
        description = {
            "Let a version answer a share of the keys in the live one's place, or see how it does beside it.",
            "A key always goes the same way. Records with the header fovea-model-alias: canary go there in any case."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea models canary digits 3 --share 0.05",
            "  ./fovea models canary digits",
            "  ./fovea models canary digits --end --reason \"too slow\""
        })
final class ModelsCanaryCommand implements Callable<Integer> {

    private static final double USUAL_SHARE = 0.05;

    private final Context context;

    @Mixin
    private TrialOptions trial;

    ModelsCanaryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return trial.call(context, ModelRegistry.CANARY, USUAL_SHARE);
    }
}
