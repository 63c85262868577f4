package io.fovea.cli.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.datasets.BarFiles;
import io.fovea.pipeline.EvaluateSpec.Mistake;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ships under examples/market. */
class MarketExamplesTest {
    private static final Path EXAMPLES = Path.of("../../examples/market");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stocks",
                "monthly-direction",
                "monthly-returns",
                "monthly-direction-as-published",
                "daily-direction"
            })
    void shouldShipAPipelineOnBarsThatSaysWhatItsDataKnew(String name) {
        PipelineSpec pipeline = PipelineSpec.read(EXAMPLES.resolve(name + ".yaml"));

        assertThat(pipeline.name()).isEqualTo(name);
        assertThat(pipeline.market().orElseThrow().evaluate().dataHindsight()).isPresent();
        assertThat(pipeline.market().orElseThrow().evaluate().mistakes())
                .hasSize(name.endsWith("as-published") ? Mistake.values().length : 0);
    }

    @Test
    void shouldShipThePricesThatTheirHashNames() throws IOException, NoSuchAlgorithmException {
        byte[] prices = Files.readAllBytes(EXAMPLES.resolve("stocks.csv"));

        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(prices));

        assertThat(EXAMPLES.resolve("SHA256SUMS")).content().isEqualTo(hash + "  stocks.csv\n");
    }

    @Test
    void shouldReadEveryPrice() {
        PipelineSpec pipeline = PipelineSpec.read(EXAMPLES.resolve("stocks.yaml"));
        List<Bar> bars = new ArrayList<>();
        List<BarFiles.Refused> refused = new ArrayList<>();

        BarFiles.open(
                        List.of(EXAMPLES.resolve("stocks.csv")),
                        pipeline.market().orElseThrow().bars())
                .forEach(bars::add, refused::add);

        assertThat(refused).isEmpty();
        assertThat(bars.stream().collect(Collectors.groupingBy(Bar::getInstrument, Collectors.counting())))
                .containsEntry("GOOG", 68L)
                .containsEntry("AAPL", 123L)
                .hasSize(5);
    }
}
