package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The part of a file under {@code train}, and its defaults. */
final class TrainReader {

    private TrainReader() {}

    static TrainSpec train(JsonNode train) {
        return new TrainSpec(
                optimizer(train.path("optimizer")),
                UpdateReader.update(train),
                Optional.ofNullable(train.get("schedule")).map(TrainReader::schedule),
                new LossSpec(
                        train.at("/loss/labelSmoothing").asDouble(0),
                        train.at("/loss/focalGamma").asDouble(0)),
                Optional.ofNullable(train.get("classWeights")).map(TrainReader::classWeights),
                StreamSupport.stream(train.path("metrics").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                train.path("batchSize").asInt(32),
                epochs(train),
                Optional.ofNullable(train.get("earlyStopping")).map(TrainReader::earlyStopping),
                train.path("validationSplit").asDouble(0.2),
                stages(train),
                Optional.ofNullable(train.get("search")).map(TrainReader::search),
                train.path("seed").asLong(1));
    }

    private static SearchSpec search(JsonNode search) {
        return new SearchSpec(
                search.path("trials").asInt(),
                items(search.path("learningRate")).map(JsonNode::asDouble).toList(),
                integers(search, "batchSize"),
                new LayerSearch(
                        integers(search, "filters"),
                        integers(search, "kernelSize"),
                        integers(search, "units"),
                        items(search.path("dropout")).map(JsonNode::asDouble).toList()));
    }

    private static List<Integer> integers(JsonNode search, String key) {
        return items(search.path(key)).map(JsonNode::asInt).toList();
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static int epochs(JsonNode train) {
        int staged = 0;
        for (JsonNode stage : train.path("stages")) {
            staged += stage.path("epochs").asInt();
        }
        return train.has("stages") ? staged : train.path("epochs").asInt(10);
    }

    private static List<StageSpec> stages(JsonNode train) {
        List<StageSpec> stages = new ArrayList<>();
        train.path("stages").forEach(stage -> stages.add(stage(stage, train)));
        return stages;
    }

    private static StageSpec stage(JsonNode stage, JsonNode train) {
        return new StageSpec(
                stage.path("epochs").asInt(),
                Optional.ofNullable(stage.get("unfreeze")).map(JsonNode::asText),
                optimizer(stage.has("optimizer") ? stage.path("optimizer") : train.path("optimizer")),
                stage.path("layerDecay").asDouble(1),
                !stage.path("batchNormalization").asText("frozen").equals("trained"),
                Optional.ofNullable(
                                stage.has("earlyStopping") ? stage.get("earlyStopping") : train.get("earlyStopping"))
                        .map(TrainReader::earlyStopping));
    }

    private static OptimizerSpec optimizer(JsonNode optimizer) {
        if (optimizer.has("sgd")) {
            JsonNode sgd = optimizer.path("sgd");
            return new OptimizerSpec.Sgd(
                    sgd.path("learningRate").asDouble(0.01),
                    sgd.path("momentum").asDouble(0),
                    sgd.path("nesterov").asBoolean(false));
        }
        String rule = optimizer.fieldNames().hasNext() ? optimizer.fieldNames().next() : "adam";
        double learningRate = optimizer.path(rule).path("learningRate").asDouble(0.001);
        return switch (rule) {
            case "rmsprop" -> new OptimizerSpec.Rmsprop(learningRate);
            case "adamw" ->
                new OptimizerSpec.AdamW(
                        learningRate, optimizer.at("/adamw/weightDecay").asDouble(0.004));
            case "adagrad" -> new OptimizerSpec.Adagrad(learningRate);
            case "nadam" -> new OptimizerSpec.Nadam(learningRate);
            default -> new OptimizerSpec.Adam(learningRate);
        };
    }

    private static ScheduleSpec schedule(JsonNode schedule) {
        if (schedule.has("step")) {
            JsonNode step = schedule.path("step");
            return new ScheduleSpec.Step(
                    step.path("everyEpochs").asInt(), step.path("factor").asDouble(0.1));
        }
        if (schedule.has("cosine")) {
            JsonNode cosine = schedule.path("cosine");
            return new ScheduleSpec.Cosine(
                    cosine.path("warmUpEpochs").asInt(0),
                    cosine.path("endFraction").asDouble(0));
        }
        if (schedule.has("oneCycle")) {
            return new ScheduleSpec.OneCycle();
        }
        JsonNode reduce = schedule.path("reduceOnPlateau");
        return new ScheduleSpec.ReduceOnPlateau(
                reduce.path("patience").asInt(), reduce.path("factor").asDouble(0.1));
    }

    private static EarlyStopping earlyStopping(JsonNode earlyStopping) {
        return new EarlyStopping(
                earlyStopping.path("patience").asInt(),
                earlyStopping.path("monitor").asText("val_loss"),
                earlyStopping.path("minDelta").asDouble(0));
    }

    private static ClassWeightSpec classWeights(JsonNode classWeights) {
        if (classWeights.isTextual()) {
            return new ClassWeightSpec.Balanced();
        }
        Map<String, Double> weights = new HashMap<>();
        classWeights
                .properties()
                .forEach(
                        weight -> weights.put(weight.getKey(), weight.getValue().asDouble()));
        return new ClassWeightSpec.Given(weights);
    }
}
