package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketPipelineTest {

    private static final String HEAD = "pipeline: p\n";
    private static final String INPUT = "input: {kind: bars, period: month}\n";
    private static final String REST = "windows: {lags: 12}\nmodel: {architecture: monthlyreturns}\n";

    @Test
    void shouldFillInDefaults() {
        // When
        PipelineSpec spec = PipelineSpec.parse(HEAD + INPUT + REST);

        // Then
        MarketSpec market = spec.market().orElseThrow();
        assertThat(spec.input()).isEqualTo(market.bars());
        assertThat(market.bars())
                .isEqualTo(new BarsInput(
                        BarPeriod.MONTH,
                        BarPeriod.MONTH,
                        BarTime.START,
                        new BarColumns(
                                "instrument",
                                "time",
                                "close",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Set.of(),
                        Optional.empty(),
                        new BarRules(
                                Duration.ofDays(1),
                                Duration.ofSeconds(30),
                                BarRules.Late.REJECT,
                                BarRules.Repeated.KEEP_FIRST,
                                BarRules.OutOfOrder.ACCEPT,
                                BarRules.Missing.RESTART,
                                1,
                                BarRules.Absurd.REJECT,
                                9)));
        assertThat(market.windows())
                .isEqualTo(
                        new WindowSpec(12, WindowSpec.Returns.SIMPLE, List.of(WindowSpec.Channel.RETURN), List.of()));
        assertThat(market.label()).isEqualTo(new LabelSpec(1, LabelSpec.Kind.DIRECTION));
        assertThat(market.signals()).isEqualTo(new SignalSpec(5));
        assertThat(spec.model().classes()).containsExactly("down", "up");
    }

    @Test
    void shouldReadEveryKey() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: p
                input:
                  kind: bars
                  period: week
                  barPeriod: day
                  time: end
                  columns: {instrument: S, time: D, close: C, open: O, high: H, low: L, volume: V, asOf: A}
                  instruments: [MSFT, TRUE, 007]
                  feed:
                    url: wss://feed.example.com/bars
                    subscribe: [hello]
                    bars: /data
                    fields: {instrument: /s, time: /t, close: /c}
                    sequence: /n
                  rules: {grace: 500ms, idle: 2m, late: drop, repeated: keepLast, outOfOrder: reject,
                          missing: carry, maxGap: 3, absurd: restart, maxAbsReturn: 0.5}
                windows: {lags: 60, returns: log, calendar: [month, weekday], channels: [zScore]}
                label: {horizon: 5, kind: return}
                signals: {quantiles: 10}
                model: {architecture: monthlyreturns, name: m}
                """);

        // Then
        MarketSpec market = spec.market().orElseThrow();
        assertThat(market.bars().instruments()).containsExactlyInAnyOrder("MSFT", "TRUE", "007");
        assertThat(market.bars().isResampled()).isTrue();
        assertThat(market.bars().time()).isEqualTo(BarTime.END);
        assertThat(market.bars().columns().asOf()).contains("A");
        FeedSpec feed = market.bars().feed().orElseThrow();
        assertThat(feed.url()).isEqualTo(URI.create("wss://feed.example.com/bars"));
        assertThat(feed.sequence()).contains("/n");
        assertThat(market.bars().rules())
                .isEqualTo(new BarRules(
                        Duration.ofMillis(500),
                        Duration.ofMinutes(2),
                        BarRules.Late.DROP,
                        BarRules.Repeated.KEEP_LAST,
                        BarRules.OutOfOrder.REJECT,
                        BarRules.Missing.CARRY,
                        3,
                        BarRules.Absurd.RESTART,
                        0.5));
        assertThat(market.windows().isCrossSectional()).isTrue();
        assertThat(market.windows().rows()).isEqualTo(60 + 12 + 7);
        assertThat(market.label()).isEqualTo(new LabelSpec(5, LabelSpec.Kind.RETURN));
        assertThat(spec.model().classes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: bars} | input.period: is missing; allowed: day, week or month.",
                "{kind: bars, period: year} | input.period: \"year\" is not allowed; allowed: day, week or month.",
                "{kind: bars, period: month, size: [1, 1]} | input.size: unknown key; allowed: kind, period, barPeriod,"
                        + " time, columns, instruments, feed, rules.",
                "{kind: bars, period: day, barPeriod: week} | input.barPeriod: week is longer than input.period,"
                        + " which is day; allowed: the same or a shorter one.",
                "{kind: bars, period: month, barPeriod: week} | input.barPeriod: week is not allowed where"
                        + " input.period is month: a week can lie in two months.",
                "{kind: bars, period: day, instruments: [A, B, A]} | input.instruments[2]: A stands twice,"
                        + " first at input.instruments[0].",
                "{kind: bars, period: day, instruments: [A, B C]} | input.instruments[1]: \"B C\" is not allowed;"
                        + " allowed: a name of 1 to 64 printable characters without spaces.",
                "{kind: bars, period: day, columns: {clos: c}} | input.columns.clos: unknown key; allowed: instrument,"
                        + " time, close, open, high, low, volume, asOf. Maybe close?",
                "{kind: bars, period: day, rules: {grace: 3 days}} | input.rules.grace: \"3 days\" is not allowed;"
                        + " allowed: a whole number with its unit, such as 500ms, 30s, 15m, 12h or 5d.",
                "{kind: bars, period: day, rules: {repeated: keepfirst}} | input.rules.repeated: \"keepfirst\" is not"
                        + " allowed; allowed: keepFirst, keepLast or reject. Maybe keepFirst?",
                "{kind: bars, period: day, rules: {maxAbsReturn: 0}} | input.rules.maxAbsReturn: 0 is not allowed;"
                        + " allowed: a number above 0, up to 1000000.",
                "{kind: bars, period: day, feed: {url: 'http://x', fields: {instrument: /s, time: /t, close: /c}}} |"
                        + " input.feed.url: \"http://x\" is not allowed; allowed: an address that begins with ws:// or"
                        + " wss:// and names a host.",
                "{kind: bars, period: day, feed: {url: 'ws://x', fields: {instrument: s, time: /t, close: /c}}} |"
                        + " input.feed.fields.instrument: \"s\" is not allowed; allowed: a JSON pointer such as"
                        + " /data/close.",
            })
    void shouldSayWhatIsWrongWithTheInput(String input, String expected) {
        // When
        List<String> problems = problems(HEAD + "input: " + input + "\n" + REST);

        // Then
        assertThat(problems).containsExactly("p.yaml:2: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: {architecture: monthlyreturns} | p.yaml:1: windows: is missing;"
                        + " allowed: a mapping such as {lags: 24, calendar: [month]}.",
                "windows: {lags: 12}~model: {architecture: lenet5} | p.yaml:4: model.architecture: \"lenet5\" is not"
                        + " allowed; allowed: monthlyreturns or monthlyreturns-1st; any other network on windows is declared"
                        + " by model.layers.",
                "windows: {lags: 12}~model: {} | p.yaml:4: model: has neither architecture nor layers; allowed: exactly one of"
                        + " the two.",
                "windows: {lags: 9}~model: {layers: [{conv1d: {filters: 4, kernelSize: 5, dilationRate: 2}},"
                        + " {maxPooling1d: {}}]} | p.yaml:4: model.layers[1]: does not fit on what comes to it,"
                        + " one step; allowed: a smaller kernel, dilation or pool, padding same or causal, or more"
                        + " windows.lags.",
                "windows: {lags: 9}~model: {layers: [{dense: {units: 4}}, {maxPooling1d: {}}]} | p.yaml:4:"
                        + " model.layers[1]: needs a sequence, and what comes to it is flat; allowed: before what"
                        + " flattens.",
                "windows: {lags: 9}~model: {layers: [{conv1d: {filters: 4, kernelSize: 2, strides: 2, dilationRate: 2}}]} |"
                        + " p.yaml:4: model.layers[0].conv1d.dilationRate: stands beside strides; allowed: one of the two"
                        + " above 1.",
                "windows: {lags: 9}~model: {layers: [{conv1d: {filters: 4}}]} | p.yaml:4:"
                        + " model.layers[0].conv1d.kernelSize: is missing; allowed: a whole number from 1 to 4096.",
                "windows: {lags: 9}~model: {architecture: monthlyreturns, layers: [{dense: {units: 4}}]} | p.yaml:4:"
                        + " model.layers: stands beside architecture; allowed: one of the two.",
                "windows: {lags: 12, calendar: [month], channels: [return, rank]}~model: {architecture: monthlyreturns} |"
                        + " p.yaml:3: windows.calendar: stands beside 2 channels; allowed: one channel, below which the"
                        + " marks are.",
                "windows: {lags: 12}~label: {kind: return}~model: {architecture: monthlyreturns, classes: [a, b]} |"
                        + " p.yaml:5: model.classes: has no effect where label.kind is return: a return has no classes.",
                "windows: {lags: 12}~transforms: []~model: {architecture: monthlyreturns} | p.yaml:4: transforms:"
                        + " unknown key; allowed: pipeline, input, label, model, train, serve, windows, universe,"
                        + " signals, evaluate.",
                "windows: {lags: 12}~universe: {top: 500}~model: {architecture: monthlyreturns} | p.yaml:4: universe: needs"
                        + " the volume of bars, and no column is named that has it. Maybe add input.columns.volume, such as"
                        + " {volume: volume}.",
                "windows: {lags: 12, channels: [volumeChange]}~model: {architecture: monthlyreturns} | p.yaml:3:"
                        + " windows.channels: needs the volume of bars, and no column is named that has it. Maybe add"
                        + " input.columns.volume, such as {volume: volume}.",
                "windows: {lags: 12}~model: {architecture: monthlyreturns}~serve: {promote: {when: ic_t > 2 and loss < 1}} |"
                        + " p.yaml:5: serve.promote.when: \"loss < 1\" names the metric \"loss\"; allowed: accuracy, auc,"
                        + " ic, ic_t, icir, spread, spread_after_cost, turnover, coverage, test_accuracy, test_auc,"
                        + " test_ic, test_ic_t, test_icir, test_spread, test_spread_after_cost, test_turnover,"
                        + " test_coverage, control_accuracy, control_auc, control_ic, control_ic_t, control_icir,"
                        + " control_spread, control_spread_after_cost, control_turnover, control_coverage,"
                        + " regression_accuracy, regression_auc, regression_ic, regression_ic_t, regression_icir,"
                        + " regression_spread, regression_spread_after_cost, regression_turnover, regression_coverage,"
                        + " lastReturn_accuracy, lastReturn_auc, lastReturn_ic, lastReturn_ic_t, lastReturn_icir,"
                        + " lastReturn_spread, lastReturn_spread_after_cost, lastReturn_turnover, lastReturn_coverage.",
                "windows: {lags: 0}~model: {architecture: monthlyreturns} | p.yaml:3: windows.lags: 0 is not allowed;"
                        + " allowed: a whole number from 1 to 4096.",
            })
    void shouldSayWhatIsWrongWithTheRest(String rest, String expected) {
        // When
        List<String> problems = problems(HEAD + INPUT + rest.replace('~', '\n') + "\n");

        // Then
        assertThat(problems).containsExactly(expected);
    }

    @Test
    void shouldReadASearch() {
        PipelineSpec spec = PipelineSpec.parse(
                HEAD + INPUT + REST
                        + "train: {optimizer: {sgd: {momentum: 0.9}}, search: {trials: 8, learningRate: [0.001, 0.1], batchSize: [64]}}");

        assertThat(spec.train().search()).contains(new SearchSpec(8, List.of(0.001, 0.1), List.of(64)));
        assertThat(spec.train().with(0.02, 64).optimizer()).isEqualTo(new OptimizerSpec.Sgd(0.02, 0.9, false));
        assertThat(problems(HEAD + INPUT + REST + "train: {search: {trials: 8, learningRate: [0.1, 0.1]}}"))
                .containsExactly(
                        "p.yaml:5: train.search.learningRate: [0.1,0.1] is not allowed; allowed: low below high.");
        assertThat(problems(HEAD + INPUT + REST + "train: {schedule: {reduceOnPlateau: {patience: 2}}}"))
                .singleElement()
                .asString()
                .contains("train.schedule.reduceOnPlateau: is for pipelines on images")
                .endsWith("allowed: step, cosine or oneCycle.");
    }

    @Test
    void shouldReadASearchOfLayers() {
        // Given
        String layers =
                "windows: {lags: 12}\nmodel: {layers: [{conv1d: {filters: 8, kernelSize: 3}}, {dropout: 0.1}, {dense: {units: 4}}]}\n";
        String search =
                "train: {search: {trials: 8, filters: [8, 16], kernelSize: [3, %s], units: [4], dropout: [0.2, 0.5]}}";

        // When
        PipelineSpec spec = PipelineSpec.parse(HEAD + INPUT + layers + search.formatted(5));

        // Then
        LayerSearch declared = spec.train().search().orElseThrow().layers();
        assertThat(declared).isEqualTo(new LayerSearch(List.of(8, 16), List.of(3, 5), List.of(4), List.of(0.2, 0.5)));
        LayerValues values = new LayerValues(Optional.of(16), Optional.empty(), Optional.empty(), Optional.of(0.5));
        assertThat(values.in(spec.model().layers()))
                .containsExactly(
                        new SequenceLayer.Conv1D(16, 3, 1, 1, "valid", "relu"),
                        new SequenceLayer.Dropout(0.5),
                        new SequenceLayer.Dense(4, "linear"));
        assertThat(problems(HEAD + INPUT + layers + search.formatted(13)))
                .singleElement()
                .asString()
                .contains("model.layers[0]: does not fit on what comes to it, 12 steps");
        assertThat(problems(HEAD + INPUT + REST + "train: {search: {trials: 8, filters: [8, 16]}}"))
                .containsExactly("p.yaml:5: train.search.filters: needs a layer of model.layers that has it: conv1d.");
    }

    @Test
    void shouldReadWhatGoesOnBesideTheOptimizer() {
        // When
        TrainSpec train = PipelineSpec.parse(
                        HEAD + INPUT + REST
                                + "train: {clipGradients: {norm: 1}, weightDecay: 0.01, ema: {}, layerDecay: 0.9, earlyStopping: {patience: 2, minDelta: 0.1}}")
                .train();

        // Then a trial of a search has it too
        assertThat(train.update())
                .isEqualTo(new UpdateSpec(Optional.of(new ClipSpec.ByNorm(1)), 0.01, Optional.of(0.99), 0.9))
                .isEqualTo(train.with(0.1, 8).update());
        assertThat(train.earlyStopping()).contains(new EarlyStopping(2, "val_loss", 0.1));
    }

    @Test
    void shouldRefuseWhatIsMeasuredOfImagesOnly() {
        assertThat(
                        problems(
                                HEAD + INPUT + REST
                                        + "train: {metrics: [auc], classWeights: balanced, earlyStopping: {patience: 2, monitor: val_f1}}"))
                .containsExactly(
                        "p.yaml:5: train.metrics: is for pipelines on images; leave it out here.",
                        "p.yaml:5: train.classWeights: is for pipelines on images; leave it out here.",
                        "p.yaml:5: train.earlyStopping.monitor: \"val_f1\" is not allowed; allowed: val_loss, val_accuracy, val_auc, or another metric that train.metrics names.");
    }

    @Test
    void shouldReadLayers() {
        PipelineSpec spec = PipelineSpec.parse(HEAD + INPUT + """
                windows: {lags: 9}
                model:
                  layers:
                    - conv1d: {filters: 8, kernelSize: 3, padding: causal, dilationRate: 2}
                    - averagePooling1d: {poolSize: 3}
                    - batchNormalization: {}
                    - dropout: 0.5
                    - dense: {units: 4, activation: tanh}
                """);

        assertThat(spec.model().layers())
                .containsExactly(
                        new SequenceLayer.Conv1D(8, 3, 1, 2, "causal", "relu"),
                        new SequenceLayer.AveragePooling1D(3),
                        new SequenceLayer.BatchNormalization(),
                        new SequenceLayer.Dropout(0.5),
                        new SequenceLayer.Dense(4, "tanh"));
        assertThat(spec.model().network()).isEqualTo("5 layers");
    }

    @Test
    void shouldReadAUniverse() {
        String input = "input: {kind: bars, period: month, columns: {volume: v}}\n";

        assertThat(universe(input, "")).isEmpty();
        assertThat(universe(input, "universe: {top: 500}")).contains(new UniverseSpec(500, 12));
        assertThat(universe(input, "universe: {top: 500, by: dollarVolume, over: 6}"))
                .contains(new UniverseSpec(500, 6));
        assertThat(problems(HEAD + input + REST + "universe: {top: 500, over: 13}"))
                .containsExactly(
                        "p.yaml:5: universe.over: 13 is more than windows.lags, which is 12; allowed: at most as many periods as a window has.");
    }

    private static Optional<UniverseSpec> universe(String input, String universe) {
        return PipelineSpec.parse(HEAD + input + REST + universe)
                .market()
                .orElseThrow()
                .universe();
    }

    @Test
    void shouldHaveNoImage() {
        // Given
        PipelineSpec spec = PipelineSpec.parse(HEAD + INPUT + REST);

        // When, Then
        assertThatThrownBy(spec::image).hasMessage("Pipeline p takes bars, not images.");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(PipelineFileException.class, () -> PipelineSpec.parse(yaml, "p.yaml"))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
