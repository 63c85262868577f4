package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Makes the records from a file that has been found right; the defaults stand here. */
final class SpecReader {

    private final YamlTree tree;
    private final JsonNode root;

    SpecReader(YamlTree tree) {
        this.tree = tree;
        this.root = tree.root();
    }

    PipelineSpec read(String version, String file) {
        String name = root.path("pipeline").asText();
        return new PipelineSpec(
                name,
                version,
                file,
                isMarket() ? MarketReader.bars(root.path("input"), tree) : image(root.path("input")),
                items(root.path("transforms")).stream()
                        .map(transform -> PictureReader.transform(transform, root.path("input")))
                        .toList(),
                items(root.path("augment")).stream().map(PictureReader::augment).toList(),
                isMarket() ? Optional.of(MarketReader.market(tree)) : Optional.empty(),
                sequence(),
                model(root.path("model"), name),
                TrainReader.train(root.path("train")),
                serve(root.path("serve"), isMarket()));
    }

    private boolean isMarket() {
        return BarsInput.BARS.equals(root.path("input").path("kind").asText());
    }

    private Optional<SequenceSpec> sequence() {
        JsonNode label = root.path("label");
        return SequenceLabelCheck.SEQUENCE.equals(label.path("kind").asText())
                ? Optional.of(new SequenceSpec(label.path("longest").asInt()))
                : Optional.empty();
    }

    private static ImageInput image(JsonNode input) {
        JsonNode size = input.path("size");
        return new ImageInput(
                input.path("channels").asInt(),
                size.path(0).asInt(),
                size.path(1).asInt(),
                Optional.ofNullable(input.get("folder")).map(SpecReader::folder),
                Optional.ofNullable(input.get("bands"))
                        .map(bands ->
                                BandsCheck.spec(bands, input.path("channels").asInt())));
    }

    private static FolderSpec folder(JsonNode folder) {
        return new FolderSpec(
                folder.path("path").asText(), folder.path("labelFromFolder").asBoolean(false));
    }

    private ModelSpec model(JsonNode model, String pipeline) {
        return new ModelSpec(
                Optional.ofNullable(model.get("architecture")).map(JsonNode::asText),
                Optional.ofNullable(model.get("backbone")).map(backbone -> backbone(backbone, pipeline)),
                items(model.path("head")).stream().map(SpecReader::headLayer).toList(),
                SequenceReader.layers(model.path("layers")),
                classes(model.path("classes")),
                model.path("name").asText(pipeline));
    }

    private BackboneSpec backbone(JsonNode backbone, String pipeline) {
        if (backbone.has("architecture")) {
            return BackboneSpec.of(pipeline, pretrained(backbone));
        }
        return new BackboneSpec(
                backbone.path("model").asText(),
                tree.written().getOrDefault("model.backbone.version", "live"),
                backbone.path("layer").asText());
    }

    private static PretrainedSpec pretrained(JsonNode backbone) {
        return new PretrainedSpec(
                backbone.path("architecture").asText(),
                backbone.path("width").asDouble(1),
                backbone.path("weights").asText(PretrainedSpec.IMAGENET),
                backbone.path("layer").asText(),
                PretrainedSpec.Pooling.valueOf(
                        backbone.path("pooling").asText("none").toUpperCase(Locale.ROOT)));
    }

    private static HeadLayer headLayer(JsonNode layer) {
        if (layer.has("dropout")) {
            return new HeadLayer.Dropout(layer.path("dropout").asDouble());
        }
        JsonNode dense = layer.path("dense");
        return new HeadLayer.Dense(
                dense.path("units").asInt(), dense.path("activation").asText("linear"));
    }

    private List<String> classes(JsonNode classes) {
        if (classes.isMissingNode()) { // a market's; a schema asks an image pipeline for them
            return MarketReader.classes(root);
        }
        if (classes.isArray()) {
            return IntStream.range(0, classes.size())
                    .mapToObj(i -> tree.written().getOrDefault("model.classes[%d]".formatted(i), ""))
                    .toList();
        }
        return IntStream.range(0, classes.asInt()).mapToObj(Integer::toString).toList();
    }

    private static ServeSpec serve(JsonNode serve, boolean isMarket) {
        JsonNode batch = serve.path("batch");
        return new ServeSpec(
                Optional.ofNullable(serve.path("promote").get("when"))
                        .map(JsonNode::asText)
                        .map(PromoteRule::parse),
                new BatchSpec(
                        batch.path("max").asInt(64), batch.path("waitMillis").asInt(5)),
                EngineName.valueOf(serve.path("engine").asText("auto").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(serve.get("labels"))
                        .map(labels -> new DelayedLabelSpec(
                                labels.path("waiting").asInt(100_000),
                                labels.path("window").asInt(DelayedLabelSpec.defaultWindow(isMarket)))),
                Optional.ofNullable(serve.get("drift")).map(drift -> DriftSpec.of(drift, isMarket)),
                trial(serve.path("canary")),
                trial(serve.path("shadow")));
    }

    private static TrialSpec trial(JsonNode trial) {
        return new TrialSpec(
                Optional.ofNullable(trial.get("promote")).map(SpecReader::decision),
                Optional.ofNullable(trial.get("rollback")).map(SpecReader::decision));
    }

    private static TrialSpec.Decision decision(JsonNode decision) {
        return new TrialSpec.Decision(
                TrialRule.parse(decision.path("when").asText()),
                decision.path("answers").asLong(1_000),
                decision.path("minutes").asInt(0));
    }

    private static List<JsonNode> items(JsonNode list) {
        return new ArrayList<>(StreamSupport.stream(list.spliterator(), false).toList());
    }
}
