package io.fovea.cnn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a function whose best point is known: a rate of 0.01 and the rule "b". */
class SearchTest {
    private static final SearchSpace SPACE = new SearchSpace()
            .logUniform("rate", 1e-5, 10)
            .choice("rule", "a", "b")
            .integer("filters", 1, 4)
            .uniform("dropout", 0, 0.5);
    private static final SuccessiveHalving HALVING = new SuccessiveHalving(SPACE, Direction.MAXIMIZE, 27, 1, 27, 3, 7);

    private final List<String> trained = new ArrayList<>();
    private final Map<Integer, Integer> epochsOf = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void shouldFindWithHalvingWhatRandomSearchFindsWithNineTimesTheEpochs() {
        // When
        SearchResult halving = HALVING.run(this::learn, folder.resolve("halving"));
        int legs = trained.size();
        SearchResult random = new RandomSearch(SPACE, Direction.MAXIMIZE, 27, 27, 7)
                .run((trial, leg) -> score(trial, 27), folder.resolve("random"));

        // Then
        Trial best = IntStream.range(0, 27)
                .mapToObj(number -> SPACE.trial(7, number))
                .max(Comparator.comparing(trial -> score(trial, 27)))
                .orElseThrow();
        assertThat(halving.best().trial()).isEqualTo(best);
        assertThat(random.best().trial()).isEqualTo(best);
        assertThat(best.text("rule")).isEqualTo("b");
        assertThat(legs).isEqualTo(27 + 9 + 3 + 1);
        assertThat(HALVING.totalEpochs()).isEqualTo(27 + 9 * 2 + 3 * 6 + 18);
        assertThat(new RandomSearch(SPACE, Direction.MAXIMIZE, 27, 27, 7).totalEpochs())
                .isEqualTo(9 * 81);
        assertThat(halving.best().scores()).containsOnlyKeys(1, 3, 9, 27);
    }

    @Test
    void shouldDrawTheSameTrialsForTheSameSeed() {
        assertThat(SPACE.trial(7, 3)).isEqualTo(SPACE.trial(7, 3)).isNotEqualTo(SPACE.trial(7, 4));
        assertThat(SPACE.trial(8, 3)).isNotEqualTo(SPACE.trial(7, 3));
        SearchResult first = HALVING.run(this::learn, folder.resolve("first"));
        List<String> order = List.copyOf(trained);
        trained.clear();
        epochsOf.clear();
        assertThat(HALVING.run(this::learn, folder.resolve("second"))).isEqualTo(first);
        assertThat(trained).isEqualTo(order);
    }

    @Test
    void shouldNotChangeOtherParametersWhereOneIsAdded() {
        Trial more = SPACE.uniform("momentum", 0, 1).trial(7, 3);
        assertThat(more.parameters()).containsAllEntriesOf(SPACE.trial(7, 3).parameters());
    }

    @Test
    void shouldDrawFromTheWholeOfEachRange() {
        List<Trial> trials =
                IntStream.range(0, 2000).mapToObj(i -> SPACE.trial(1, i)).toList();
        assertThat(trials).allMatch(trial -> trial.real("rate") >= 1e-5 && trial.real("rate") <= 10);
        assertThat(trials.stream()
                        .mapToDouble(trial -> Math.log10(trial.real("rate")))
                        .average()
                        .orElseThrow())
                .isCloseTo(-2, offset(0.12)); // 6 / sqrt(12) / sqrt(2000) is 0.04
        assertThat(trials.stream()
                        .mapToDouble(trial -> trial.real("dropout"))
                        .average()
                        .orElseThrow())
                .isCloseTo(0.25, offset(0.01));
        for (int filters = 1; filters <= 4; filters++) {
            int wanted = filters;
            assertThat(trials.stream()
                            .filter(trial -> trial.integer("filters") == wanted)
                            .count())
                    .isBetween(430L, 570L);
        }
        assertThat(trials.stream()
                        .filter(trial -> trial.text("rule").equals("a"))
                        .count())
                .isBetween(900L, 1100L);
    }

    @Test
    void shouldHaveTheBracketsOfHyperbandsTable() {
        // Given Table 1 of the paper
        List<List<Rung>> brackets = new Hyperband(SPACE, Direction.MINIMIZE, 81, 3, 7).brackets();

        // Then
        assertThat(brackets)
                .containsExactly(
                        rungs(81, 1, 27, 3, 9, 9, 3, 27, 1, 81),
                        rungs(34, 3, 11, 9, 3, 27, 1, 81),
                        rungs(15, 9, 5, 27, 1, 81),
                        rungs(8, 27, 2, 81),
                        rungs(5, 81));
    }

    @Test
    void shouldSearchBracketAfterBracketWithTrialsOfTheirOwn() {
        SearchResult result = new Hyperband(SPACE, Direction.MAXIMIZE, 9, 3, 7).run(this::learn, folder);
        assertThat(result.trials()).hasSize(9 + 5 + 3);
        assertThat(result.trials()).extracting(TrialResult::trial).doesNotHaveDuplicates();
        assertThat(result.best().epochs()).isEqualTo(9);
    }

    @Test
    void shouldGoOnWhereItWasBrokenOff() throws IOException {
        // Given
        SearchResult unbroken = HALVING.run(this::learn, folder.resolve("unbroken"));
        trained.clear();
        epochsOf.clear();
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> HALVING.run(this::learnUntilThirty, broken)).hasMessage("killed");
        Files.writeString(
                broken.resolve("search.csv"), Files.readString(broken.resolve("search.csv")) + "5,3,0."); // cut off

        // When
        SearchResult result = HALVING.run(this::learn, broken);

        // Then
        assertThat(result).isEqualTo(unbroken);
        assertThat(trained).hasSize(40).doesNotHaveDuplicates();
        assertThatThrownBy(() -> new RandomSearch(SPACE, Direction.MAXIMIZE, 3, 1, 7).run(this::learn, broken))
                .hasMessageContaining("holds another search");
    }

    @Test
    void shouldKeepTheFoldersOfThoseThatWentOnAlone() throws IOException {
        HALVING.run(
                (trial, leg) -> {
                    write(leg.folder().resolve("checkpoint"));
                    return score(trial, leg.toEpoch());
                },
                folder);
        try (var left = Files.list(folder).filter(Files::isDirectory)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void shouldRankWhatIsNoNumberLastAndTheFirstOfThoseThatTie() {
        // Given trials that all tie, but for three that failed
        SuccessiveHalving search = new SuccessiveHalving(SPACE, Direction.MINIMIZE, 6, 1, 2, 2, 7);

        // When
        SearchResult result = search.run((trial, leg) -> trial.number() < 3 ? Double.NaN : 1, folder);

        // Then
        assertThat(result.best().trial().number()).isEqualTo(3);
        assertThat(result.ranked())
                .extracting(ranked -> ranked.trial().number())
                .containsExactly(3, 4, 5, 0, 1, 2);
    }

    @Test
    void shouldSayWhatItFoundAsATableAndAsJson() throws IOException {
        // Given
        SearchSpace space =
                new SearchSpace().choice("rule", "a").choice("on", true).choice("rate", 0.5);
        SearchResult result = new RandomSearch(space, Direction.MINIMIZE, 2, 3, 1)
                .run((trial, leg) -> trial.number() == 0 ? Double.NaN : 0.25, folder);

        // When
        JsonNode json = new ObjectMapper().readTree(result.toJson());

        // Then
        assertThat(result.table()).isEqualTo("""
                        trial  epochs   score  rule    on    rate
                            1       3  0.2500     a  true  0.5000
                            0       3     NaN     a  true  0.5000
                        """);
        assertThat(json.at("/best").asInt()).isOne();
        assertThat(json.at("/direction").asText()).isEqualTo("minimize");
        assertThat(json.at("/trials/0/scores/3").isNull()).isTrue();
        assertThat(json.at("/trials/1/scores/3").asDouble()).isEqualTo(0.25);
        assertThat(json.at("/trials/1/parameters/on").asBoolean()).isTrue();
        assertThat(json.at("/trials/1/seed").asLong())
                .isEqualTo(space.trial(1, 1).seed());
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThatThrownBy(() -> SPACE.uniform("rate", 0, 1))
                .hasMessageStartingWith("Expected parameters with different names, received [rate, rule,");
        assertThatThrownBy(() -> SPACE.uniform("x", 1, 1))
                .hasMessage("x: expected a range from low to high, received 1.0 to 1.0.");
        assertThatThrownBy(() -> SPACE.logUniform("x", 0, 1))
                .hasMessage("x: a logarithm needs a range above 0, received 0.0 to 1.0.");
        assertThatThrownBy(() -> SPACE.choice("x")).hasMessage("x: expected something to choose from.");
        assertThatThrownBy(() -> SPACE.choice("x", List.of()))
                .hasMessageStartingWith("x: expected texts, numbers or booleans to choose from");
        assertThatThrownBy(() -> SPACE.trial(1, 1).integer("rule"))
                .hasMessageStartingWith("Expected a parameter rule of type Integer, there is {rate=");
        assertThatThrownBy(() -> new Hyperband(SPACE, Direction.MINIMIZE, 9, 1, 1))
                .hasMessage("Expected an eta of 2 or more, received 1.");
        assertThatThrownBy(() -> new SuccessiveHalving(SPACE, Direction.MINIMIZE, 9, 5, 4, 3, 1))
                .hasMessage("Expected epochs at most of 5 or more, received 4.");
    }

    /** Trains only from where the trial was. */
    private double learn(Trial trial, TrialRun.Leg leg) {
        int before = epochsOf.getOrDefault(trial.number(), 0);
        assertThat(leg.fromEpoch()).isEqualTo(before);
        epochsOf.put(trial.number(), leg.toEpoch());
        trained.add(trial.number() + ": " + leg.fromEpoch() + " to " + leg.toEpoch());
        return score(trial, leg.toEpoch());
    }

    private double learnUntilThirty(Trial trial, TrialRun.Leg leg) {
        if (trained.size() == 30) {
            throw new IllegalStateException("killed");
        }
        return learn(trial, leg);
    }

    /** Grows with the epochs, and sinks with the distance from the best point. */
    private static double score(Trial trial, int epochs) {
        double distance = Math.abs(Math.log10(trial.real("rate")) + 2)
                + (trial.text("rule").equals("b") ? 0 : 3);
        return 1 - distance / 10 - 0.5 / epochs;
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "state");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Rung> rungs(int... pairs) {
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            rungs.add(new Rung(pairs[i], pairs[i + 1]));
        }
        return rungs;
    }
}
