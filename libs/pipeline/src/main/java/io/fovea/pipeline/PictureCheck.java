package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** What a schema cannot say of the steps on pictures: their order, what excludes what, what needs colour. */
final class PictureCheck {

    private static final Set<String> ON_VALUES = Set.of("rescale", "normalize", "standardize");
    private static final Set<String> MIXES = Set.of("mixup", "cutmix");
    private static final Set<String> NEED_COLOUR = Set.of("saturation", "hue");

    private final YamlTree tree;
    private final Problems problems;
    private final int channels;
    private final boolean isColour;

    private PictureCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
        this.channels = tree.at("input.channels").asInt();
        this.isColour = channels == 3 && tree.at("input.bands").isMissingNode();
    }

    static void check(YamlTree tree, Problems problems) {
        PictureCheck check = new PictureCheck(tree, problems);
        check.transforms();
        check.augment();
    }

    /** A backbone's own graph has the steps on values. */
    static void refuseValues(YamlTree tree, Problems problems) {
        for (JsonNode transform : tree.root().path("transforms")) {
            if (ON_VALUES.contains(name(transform))) {
                problems.add(
                        tree.line("transforms"),
                        "transforms",
                        "%s has no effect with a backbone: the backbone's own graph transforms its input."
                                .formatted(name(transform)));
            }
        }
    }

    private void transforms() {
        JsonNode transforms = tree.root().path("transforms");
        Set<String> before = new HashSet<>();
        for (int i = 0; i < transforms.size(); i++) {
            String name = name(transforms.path(i));
            String key = "transforms[%d].%s".formatted(i, name);
            JsonNode value = transforms.path(i).path(name);
            order(key, name, before);
            switch (name) {
                case "rescale" -> range(key, value);
                case "normalize" -> channels(key, value);
                case "standardize" -> statistics(key, value);
                default -> {} // nothing else can be wrong with it
            }
            before.add(name);
        }
    }

    private void order(String key, String name, Set<String> before) {
        boolean isValues = ON_VALUES.contains(name);
        if (isValues && before.contains(name)) {
            problem(
                    key,
                    name.equals("rescale")
                            ? "stands a second time; pixels are rescaled once."
                            : "stands a second time.");
        } else if (isValues
                && (name.equals("normalize") || before.contains("normalize"))
                && before.stream().anyMatch(ON_VALUES::contains)) {
            problem(key, "stands beside another step on values; normalize does all of it by itself.");
        } else if (name.equals("rescale") && before.contains("standardize")) {
            problem(key, "stands behind standardize; allowed: before it.");
        } else if (!isValues && before.stream().anyMatch(ON_VALUES::contains)) {
            problem(key, "stands behind a step on values; allowed: before rescale, normalize and standardize.");
        } else if (name.equals("cropToBoxes") && !before.isEmpty()) {
            problem(key, "is not the first step, and boxes are in pixels of the picture as it came; allowed: first.");
        }
    }

    private void range(String key, JsonNode range) {
        boolean isRange = range.path(0).isNumber() && range.path(1).isNumber();
        if (isRange && range.path(0).asDouble() >= range.path(1).asDouble()) {
            problem(key, "%s is not allowed; allowed: low below high.".formatted(Shown.value(range)));
        }
    }

    private void channels(String key, JsonNode mode) {
        if (!isColour && (mode.asText().equals("caffe") || mode.asText().equals("torch"))) {
            problem(
                    key,
                    "%s is for colour, and input.channels is not 3; allowed: tf or none.".formatted(mode.asText()));
        }
    }

    private void statistics(String key, JsonNode statistics) {
        for (String name : new String[] {"mean", "standardDeviation"}) {
            int values = statistics.path(name).size();
            if (statistics.path(name).isArray() && values != 1 && values != channels) {
                problem(
                        key + "." + name,
                        "has %d numbers; allowed: 1, or one for each of input.channels.".formatted(values));
            }
        }
    }

    private void augment() {
        JsonNode augment = tree.root().path("augment");
        for (int i = 0; i < augment.size(); i++) {
            String name = name(augment.path(i));
            String key = "augment[%d].%s".formatted(i, name);
            if (MIXES.contains(name) && i < augment.size() - 1) {
                problem(
                        key,
                        "mixes two pictures and stands before another step; allowed: last, and one of mixup and cutmix.");
            }
            if (NEED_COLOUR.contains(name) && !isColour) {
                problem(
                        key,
                        channels == 1
                                ? "has no effect on grey pictures; allowed where input.channels is 3."
                                : "is for colour, and bands are not.");
            }
        }
        boolean mixes = MIXES.contains(name(augment.path(augment.size() - 1)));
        if (mixes && tree.at("train.loss.focalGamma").asDouble(0) > 0) {
            problem("train.loss.focalGamma", "does not go with mixed labels; allowed: 0 beside mixup and cutmix.");
        }
    }

    private static String name(JsonNode step) {
        return step.isObject() && !step.isEmpty() ? step.fieldNames().next() : "";
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
