package io.fovea.trainer.training;

import io.fovea.cnn.Model;
import io.fovea.cnn.architectures.Backbone;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.optimizers.LayerRates;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.pipeline.EarlyStopping;
import io.fovea.pipeline.PretrainedSpec;
import io.fovea.pipeline.ScheduleSpec;
import io.fovea.pipeline.StageSpec;
import io.fovea.pipeline.TrainSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Epochs that one optimizer does. A training without stages is one of them.
 *
 * @param number from 0
 * @param firstEpoch its first epoch in the training, from 0
 * @param endEpoch the epoch before which it ends at the latest
 * @param declared empty where the pipeline declares no stages
 */
record Stage(int number, int firstEpoch, int endEpoch, TrainSpec train, Optional<StageSpec> declared) {

    static List<Stage> of(TrainSpec train) {
        if (train.stages().isEmpty()) {
            return List.of(new Stage(0, 0, train.epochs(), train, Optional.empty()));
        }
        List<Stage> stages = new ArrayList<>();
        int epoch = 0;
        for (StageSpec declared : train.stages()) {
            stages.add(new Stage(stages.size(), epoch, epoch + declared.epochs(), train, Optional.of(declared)));
            epoch += declared.epochs();
        }
        return stages;
    }

    Optional<EarlyStopping> earlyStopping() {
        return declared.map(StageSpec::earlyStopping).orElse(train.earlyStopping());
    }

    Optional<ScheduleSpec> schedule() {
        return train.schedule();
    }

    /**
     * What moves this network's weights in this stage.
     *
     * @param examples to train on
     * @param pretrained where the network has its backbone in it
     * @throws IllegalArgumentException where there is no layer to unfreeze from
     */
    Optimizer optimizer(int examples, Model network, Optional<PretrainedSpec> pretrained) {
        if (declared.isEmpty()) {
            Optimizer optimizer = Optimizers.of(train);
            return LearningRates.of(train, examples).map(optimizer::schedule).orElse(optimizer);
        }
        Optimizer optimizer = Optimizers.of(declared.get().optimizer(), train.update());
        return pretrained
                .map(backbone -> optimizer.layerRates(rates(declared.get(), network, backbone)))
                .orElse(optimizer);
    }

    /** The backbone is frozen up to the stage's layer; from there on each layer learns slower the deeper it is. */
    private static LayerRates rates(StageSpec stage, Model network, PretrainedSpec backbone) {
        Set<String> frozen = new HashSet<>(layersUpTo(network, backbone.output()));
        stage.unfreeze().ifPresent(from -> free(frozen, network, from, stage));
        return layers -> {
            Map<String, Double> rates = new LinkedHashMap<>();
            double rate = 1;
            for (int i = layers.size() - 1; i >= 0; i--) {
                boolean rests = frozen.contains(layers.get(i));
                rates.put(layers.get(i), rests ? 0 : rate);
                rate = rests ? rate : rate * stage.layerDecay();
            }
            return rates;
        };
    }

    private static void free(Set<String> frozen, Model network, String from, StageSpec stage) {
        List<String> learning = from.equals(StageSpec.ALL) ? List.copyOf(frozen) : Backbone.layersFrom(network, from);
        learning.stream()
                .filter(name ->
                        !(stage.batchNormalizationFrozen() && network.layer(name) instanceof BatchNormalization))
                .forEach(frozen::remove);
    }

    private static List<String> layersUpTo(Model network, String last) {
        Set<String> behind = new HashSet<>(Backbone.layersFrom(network, last));
        boolean lastLearns = !network.layer(last).weights().isEmpty();
        return network.layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .map(layer -> layer.name())
                .filter(name -> !behind.contains(name) || lastLearns && name.equals(last))
                .toList();
    }
}
