package io.fovea.cli;

import java.util.List;
import picocli.CommandLine;

/** Every command, in the order in which the help lists them. */
final class Commands {

    private Commands() {}

    static List<Object> all(Context context) {
        return List.of(
                new DemoCommand(context),
                new RunCommand(context),
                new PreviewCommand(context),
                new SearchCommand(context),
                new LearnCommand(context),
                new UpCommand(context),
                new ApplyCommand(context),
                new IngestCommand(context),
                new TrainCommand(context),
                new CommandLine(new ModelsCommand(context))
                        .addSubcommand(new ModelsHistoryCommand(context))
                        .addSubcommand(new ModelsRollbackCommand(context))
                        .addSubcommand(new ModelsCanaryCommand(context))
                        .addSubcommand(new ModelsShadowCommand(context))
                        .addSubcommand(new ModelsPromoteCommand(context))
                        .addSubcommand(new ModelsAnsweredCommand(context)),
                new ReportCommand(context),
                new PromoteCommand(context),
                new PredictCommand(context),
                new WatchCommand(context),
                new LabelCommand(context),
                new QualityCommand(context),
                new DriftCommand(context),
                new ExplainCommand(context),
                new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersListCommand(context))
                        .addSubcommand(new DeadLettersShowCommand(context))
                        .addSubcommand(new DeadLettersReplayCommand(context)),
                new CommandLine(new ModelCommand())
                        .addSubcommand(new ModelSummaryCommand(context))
                        .addSubcommand(new ModelImportCommand(context))
                        .addSubcommand(new ModelClassifyCommand(context))
                        .addSubcommand(new ModelExportCommand(context)),
                new CommandLine(new DatasetCommand())
                        .addSubcommand(new DatasetInfoCommand(context))
                        .addSubcommand(new DatasetComposeCommand(context))
                        .addSubcommand(new DatasetGetCommand(context)),
                new CommandLine(new WeightsCommand()).addSubcommand(new WeightsGetCommand(context)),
                new CompletionCommand(context));
    }
}
