package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What a schema cannot say of channels and bands: how many there may be, and that each band's range is one. */
final class BandsCheck {
    private static final Set<Integer> WITHOUT_BANDS = Set.of(1, 3);
    private static final Set<String> FOR_COLOUR = Set.of("greyscale");

    private final YamlTree tree;
    private final Problems problems;
    private final JsonNode bands;
    private final int channels;

    private BandsCheck(YamlTree tree, Problems problems) {
        this.tree = tree;
        this.problems = problems;
        this.bands = tree.at("input.bands");
        this.channels = tree.at("input.channels").asInt();
    }

    static void check(YamlTree tree, Problems problems) {
        BandsCheck check = new BandsCheck(tree, problems);
        if (check.bands.has("high")) {
            check.ranges();
            check.steps();
        } else if (check.bands.isMissingNode()
                && tree.at("input.channels").isIntegralNumber()
                && !WITHOUT_BANDS.contains(check.channels)) {
            check.problem(
                    "input.channels",
                    "%d is not allowed; allowed: 1 for grey, 3 for colour, another number beside input.bands."
                            .formatted(check.channels));
        }
    }

    /** What the file declares, each band with its range. */
    static BandsSpec spec(JsonNode bands, int channels) {
        return new BandsSpec(numbers(bands.path("low"), channels), numbers(bands.path("high"), channels));
    }

    private void ranges() {
        for (String end : List.of("low", "high")) {
            if (bands.path(end).isArray() && bands.path(end).size() != channels) {
                problem(
                        "input.bands." + end,
                        "has %d numbers; allowed: one for all bands, or one for each of the %d."
                                .formatted(bands.path(end).size(), channels));
                return;
            }
        }
        BandsSpec declared = spec(bands, channels);
        for (int band = 0; band < declared.count(); band++) {
            if (declared.low().get(band) >= declared.high().get(band)) {
                problem(
                        "input.bands",
                        "has %s to %s for band %d; allowed: low below high."
                                .formatted(
                                        declared.low().get(band),
                                        declared.high().get(band),
                                        band + 1));
                return;
            }
        }
    }

    private void steps() {
        for (JsonNode transform : tree.root().path("transforms")) {
            transform.fieldNames().forEachRemaining(name -> {
                if (FOR_COLOUR.contains(name)) {
                    problem("transforms", "%s is for colour, and bands are not.".formatted(name));
                }
            });
        }
    }

    private static List<Double> numbers(JsonNode end, int channels) {
        return end.isArray()
                ? StreamSupport.stream(end.spliterator(), false)
                        .map(JsonNode::asDouble)
                        .toList()
                : Collections.nCopies(channels, end.asDouble(0));
    }

    private void problem(String key, String explanation) {
        problems.add(tree.line(key), key, explanation);
    }
}
