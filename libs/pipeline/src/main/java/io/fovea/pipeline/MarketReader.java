package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The part of a file that a pipeline on bars has, and its defaults. */
final class MarketReader {

    private MarketReader() {}

    static MarketSpec market(YamlTree tree) {
        JsonNode root = tree.root();
        JsonNode label = root.path("label");
        return new MarketSpec(
                bars(root.path("input"), tree),
                windows(root.path("windows")),
                new LabelSpec(
                        label.path("horizon").asInt(1), constant(LabelSpec.Kind.class, label, "kind", "direction")),
                Optional.ofNullable(root.get("universe"))
                        .map(universe -> universe(
                                universe, root.path("windows").path("lags").asInt())),
                new SignalSpec(root.path("signals").path("quantiles").asInt(5)),
                evaluate(root.path("evaluate")));
    }

    private static UniverseSpec universe(JsonNode universe, int lags) {
        return new UniverseSpec(
                universe.path("top").asInt(), universe.path("over").asInt(lags));
    }

    private static EvaluateSpec evaluate(JsonNode evaluate) {
        return new EvaluateSpec(
                evaluate.path("folds").asInt(5),
                evaluate.path("trainPeriods").asInt(60),
                evaluate.path("testPeriods").asInt(1),
                evaluate.path("validationPeriods").asInt(6),
                evaluate.path("embargoPeriods").asInt(0),
                evaluate.path("window").asText().equals("expanding"),
                evaluate.path("minHistory").asInt(1),
                evaluate.path("costBps").asDouble(10),
                evaluate.path("control").asBoolean(true),
                text(evaluate, "dataHindsight"),
                constants(EvaluateSpec.Mistake.class, evaluate.path("mistakes")));
    }

    static BarsInput bars(JsonNode input, YamlTree tree) {
        BarPeriod period = constant(BarPeriod.class, input, "period", "");
        return new BarsInput(
                period,
                constant(BarPeriod.class, input, "barPeriod", period.key()),
                constant(BarTime.class, input, "time", "start"),
                columns(input.path("columns")),
                instruments(input.path("instruments"), tree),
                Optional.ofNullable(input.get("feed")).map(MarketReader::feed),
                rules(input.path("rules"), period));
    }

    /** The two of a direction; a return has none. */
    static List<String> classes(JsonNode root) {
        String kind = root.path("label").path("kind").asText("direction");
        return kind.equals("direction") ? List.of("down", "up") : List.of();
    }

    private static Set<String> instruments(JsonNode instruments, YamlTree tree) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < instruments.size(); i++) {
            names.add(tree.written().getOrDefault("input.instruments[%d]".formatted(i), ""));
        }
        return names;
    }

    private static BarColumns columns(JsonNode columns) {
        return new BarColumns(
                columns.path("instrument").asText("instrument"),
                columns.path("time").asText("time"),
                columns.path("close").asText("close"),
                text(columns, "open"),
                text(columns, "high"),
                text(columns, "low"),
                text(columns, "volume"),
                text(columns, "asOf"));
    }

    private static FeedSpec feed(JsonNode feed) {
        return new FeedSpec(
                URI.create(feed.path("url").asText()),
                items(feed.path("subscribe")).map(JsonNode::asText).toList(),
                feed.path("bars").asText(""),
                columns(feed.path("fields")),
                text(feed, "sequence"));
    }

    private static BarRules rules(JsonNode rules, BarPeriod period) {
        return new BarRules(
                duration(rules.path("grace").asText("1d")),
                duration(rules.path("idle").asText("30s")),
                constant(BarRules.Late.class, rules, "late", "reject"),
                constant(BarRules.Repeated.class, rules, "repeated", "keepFirst"),
                constant(BarRules.OutOfOrder.class, rules, "outOfOrder", "accept"),
                constant(BarRules.Missing.class, rules, "missing", "restart"),
                rules.path("maxGap").asInt(period == BarPeriod.DAY ? 7 : 1),
                constant(BarRules.Absurd.class, rules, "absurd", "reject"),
                rules.path("maxAbsReturn").asDouble(9));
    }

    private static WindowSpec windows(JsonNode windows) {
        List<WindowSpec.Channel> channels = constants(WindowSpec.Channel.class, windows.path("channels"));
        return new WindowSpec(
                windows.path("lags").asInt(),
                constant(WindowSpec.Returns.class, windows, "returns", "simple"),
                channels.isEmpty() ? List.of(WindowSpec.Channel.RETURN) : channels,
                constants(WindowSpec.Calendar.class, windows.path("calendar")));
    }

    /** Such as 500ms, 30s, 15m, 12h or 5d. */
    static Duration duration(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return text.endsWith("d")
                ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    private static <E extends Enum<E>> List<E> constants(Class<E> type, JsonNode names) {
        return items(names).map(name -> constant(type, name.asText())).toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode parent, String key, String otherwise) {
        return constant(type, parent.path(key).asText(otherwise));
    }

    /** keepFirst is KEEP_FIRST. */
    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    private static Optional<String> text(JsonNode parent, String key) {
        return Optional.ofNullable(parent.get(key)).map(JsonNode::asText);
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
