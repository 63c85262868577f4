package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema cannot say of a pipeline on bars. */
final class MarketCheck {

    private static final List<String> BY_LENGTH = List.of("minute", "hour", "day", "week", "month");

    private final YamlTree tree;
    private final Problems problems;

    private MarketCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
    }

    static void check(YamlTree tree, Problems problems) {
        MarketCheck check = new MarketCheck(tree, problems);
        check.periods();
        check.instruments();
        check.feed();
        check.channels();
        check.universe();
        check.classes();
        SequenceCheck.check(tree, problems);
        check.folds();
        check.training();
    }

    private void periods() {
        String period = tree.at("input.period").asText();
        String barPeriod = tree.at("input.barPeriod").asText(period);
        if (BY_LENGTH.indexOf(barPeriod) > BY_LENGTH.indexOf(period) && BY_LENGTH.contains(period)) {
            problem(
                    "input.barPeriod",
                    "%s is longer than input.period, which is %s; allowed: the same or a shorter one."
                            .formatted(barPeriod, period));
        }
        if (barPeriod.equals("week") && period.equals("month")) {
            problem(
                    "input.barPeriod",
                    "week is not allowed where input.period is month: a week can lie in two months.");
        }
    }

    private void instruments() {
        JsonNode instruments = tree.at("input.instruments");
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; instruments.isArray() && i < instruments.size(); i++) {
            String key = "input.instruments[%d]".formatted(i);
            String name = tree.written().getOrDefault(key, "");
            String first = seen.putIfAbsent(name, key);
            if (first != null) {
                problem(key, "%s stands twice, first at %s.".formatted(Shown.text(name), first));
            }
        }
    }

    private void feed() {
        JsonNode url = tree.at("input.feed.url");
        if (url.isTextual() && !isWebSocket(url.asText())) {
            problem(
                    "input.feed.url",
                    "%s is not allowed; allowed: an address that begins with ws:// or wss:// and names a host."
                            .formatted(Shown.value(url)));
        }
    }

    private static boolean isWebSocket(String url) {
        try {
            URI uri = new URI(url);
            return Set.of("ws", "wss").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void channels() {
        JsonNode channels = tree.at("windows.channels");
        if (!tree.at("windows.calendar").isEmpty() && channels.isArray() && channels.size() > 1) {
            problem(
                    "windows.calendar",
                    "stands beside %d channels; allowed: one channel, below which the marks are."
                            .formatted(channels.size()));
        }
    }

    private void universe() {
        int lags = tree.at("windows.lags").asInt();
        if (tree.at("universe.over").asInt() > lags && lags > 0) {
            problem(
                    "universe.over",
                    "%d is more than windows.lags, which is %d; allowed: at most as many periods as a window has."
                            .formatted(tree.at("universe.over").asInt(), lags));
        }
        if (!tree.at("universe").isMissingNode()) {
            requireVolume("universe");
        }
        if (tree.at("windows.channels").toString().contains("\"volumeChange\"")) {
            requireVolume("windows.channels");
        }
    }

    private void requireVolume(String key) {
        if (tree.at("input.columns.volume").isMissingNode()
                && tree.at("input.feed.fields.volume").isMissingNode()) {
            problem(
                    key,
                    "needs the volume of bars, and no column is named that has it. Maybe add input.columns.volume, such as {volume: volume}.");
        }
    }

    private void classes() {
        JsonNode classes = tree.at("model.classes");
        if (classes.isMissingNode()) {
            return;
        }
        if (tree.at("label.kind").asText("direction").equals("return")) {
            problem("model.classes", "has no effect where label.kind is return: a return has no classes.");
        } else if (classes.size() != 2) {
            problem(
                    "model.classes",
                    "%s is not allowed; allowed: two names, such as [down, up].".formatted(Shown.value(classes)));
        }
    }

    private void folds() {
        int training = tree.at("evaluate.trainPeriods").asInt(60);
        int validation = tree.at("evaluate.validationPeriods").asInt(6);
        if (validation >= training) {
            problem(
                    "evaluate.validationPeriods",
                    "%d is not allowed where evaluate.trainPeriods is %d; allowed: fewer, so that some are left to fit on."
                            .formatted(validation, training));
        }
    }

    private void training() {
        for (String key : List.of("train.metrics", "train.classWeights", "train.stages")) {
            if (!tree.at(key).isMissingNode()) {
                problem(key, "is for pipelines on images; leave it out here.");
            }
        }
        if (!tree.at("train.schedule.reduceOnPlateau").isMissingNode()) {
            problem(
                    "train.schedule.reduceOnPlateau",
                    "is for pipelines on images: the network that tests learns from all of its window, and nothing is left to watch; allowed: step, cosine or oneCycle.");
        }
        if (!tree.at("train.loss").isMissingNode()
                && tree.at("label.kind").asText("direction").equals("return")) {
            problem("train.loss", "is for classes, and label.kind is return, whose loss is the squared error.");
        }
        JsonNode rates = tree.at("train.search.learningRate");
        if (rates.path(0).isNumber()
                && rates.path(1).isNumber()
                && rates.path(0).asDouble() >= rates.path(1).asDouble()) {
            problem(
                    "train.search.learningRate",
                    "%s is not allowed; allowed: low below high.".formatted(Shown.value(rates)));
        }
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
