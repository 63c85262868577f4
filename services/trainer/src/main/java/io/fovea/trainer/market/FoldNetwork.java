package io.fovea.trainer.market;

import io.fovea.cnn.Device;
import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.evaluation.Panel;
import io.fovea.evaluation.folds.Fold;
import io.fovea.pipeline.EvaluateSpec.Mistake;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.trainer.jobs.Stop;
import io.fovea.trainer.training.ArtefactFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A pipeline's network, trained for one fold after the other; each begins with the same first weights, so that what comes
 * of a fold does not depend on those before. Not for several threads.
 */
final class FoldNetwork implements AutoCloseable {
    private final PipelineSpec pipeline;
    private final TrainSpec declared;
    private final boolean epochByTest;
    private final FoldData data;
    private final FirstWeights weights;
    private final Stop stop;
    private TrainableModel model;

    /** @param threads of TensorFlow */
    FoldNetwork(PipelineSpec pipeline, Device device, int threads, Stop stop) {
        MarketSpec market = pipeline.market().orElseThrow();
        this.pipeline = pipeline;
        this.declared = pipeline.train();
        this.epochByTest = market.evaluate().mistakes().contains(Mistake.EPOCH_BY_TEST);
        this.data = new FoldData(market);
        this.weights = new FirstWeights(pipeline, device, threads);
        this.stop = stop;
        this.model = weights.model(Setting.of(pipeline), 1);
    }

    /** Learns what the fold allows and predicts its test windows. */
    FoldOutcome learn(Panel panel, Fold fold) {
        if (epochByTest) {
            return learnByTest(panel, fold);
        }
        Chosen chosen = declared.search().isPresent()
                ? new FoldSearch(pipeline).best(setting -> tried(setting, panel, fold))
                : tried(Setting.of(pipeline), panel, fold);
        Losses whole = fit(chosen.setting(), panel, fold.train(), chosen.epochs());
        double[] scores = fold.test().length == 0 ? new double[0] : data.predict(model, panel, fold.test());
        return new FoldOutcome(
                chosen.epochs(),
                chosen.loss().isEmpty() ? whole.loss() : chosen.loss(),
                chosen.validationLoss(),
                chosen.setting().hyperParameters(),
                scores);
    }

    ExportedModel export(Path folder) {
        return ArtefactFiles.write(model, folder);
    }

    long parameters() {
        return model.model().weights().stream()
                .mapToLong(weight -> weight.shape().size())
                .sum();
    }

    /** Fits the older part of the training window, where something is to be chosen by the newer. */
    private Chosen tried(Setting setting, Panel panel, Fold fold) {
        TrainSpec train = setting.train();
        if (train.earlyStopping().isEmpty() && declared.search().isEmpty()) {
            return new Chosen(setting, train.epochs(), List.of(), List.of());
        }
        Losses losses = new Losses(stop);
        model = weights.model(setting, fold.fit().length);
        FitOptions options = new FitOptions(train.batchSize(), train.epochs());
        if (train.earlyStopping().isEmpty()) {
            model.fit(data.of(panel, fold.fit()), data.of(panel, fold.validation()), options, losses);
            return new Chosen(setting, train.epochs(), losses.loss(), losses.validationLoss());
        }
        var rule = train.earlyStopping().get();
        var stopping = new EarlyStopping(rule.monitor(), rule.patience(), false).minDelta(rule.minDelta());
        model.fit(data.of(panel, fold.fit()), data.of(panel, fold.validation()), options, stopping, losses);
        return new Chosen(setting, stopping.bestEpoch() + 1, losses.loss(), losses.validationLoss());
    }

    private Losses fit(Setting setting, Panel panel, int[] rows, int epochs) {
        Losses losses = new Losses(stop);
        model = weights.model(setting, rows.length);
        model.fit(data.of(panel, rows), new FitOptions(setting.train().batchSize(), epochs), losses);
        return losses;
    }

    /** The published mistake: after each epoch the test is predicted, and the best epoch for it kept. */
    private FoldOutcome learnByTest(Panel panel, Fold fold) {
        int patience = declared.earlyStopping().map(rule -> rule.patience()).orElse(declared.epochs());
        model = weights.model(Setting.of(pipeline), fold.train().length);
        EpochByTest choice = new EpochByTest(panel, fold.test(), patience, rows -> data.predict(model, panel, rows));
        Losses losses = new Losses(stop);
        model.fit(
                data.of(panel, fold.train()), new FitOptions(declared.batchSize(), declared.epochs()), choice, losses);
        return new FoldOutcome(choice.bestEpoch(), losses.loss(), List.of(), Map.of(), choice.bestScores());
    }

    @Override
    public void close() {
        weights.close();
    }
}
