package io.fovea.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IngestPlanTest {

    private static final ImageDataset DATASET = new ImageDataset() {
        @Override
        public long size() {
            return 3;
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Stream<DatasetImage> images() {
            return Stream.of(
                    image("left open", Split.UNSPECIFIED), image("train", Split.TRAIN), image("test", Split.TEST));
        }
    };

    @Test
    void shouldTakeAsTrainWhatTheSourceLeftOpen() {
        assertThat(sources(Optional.of(Split.TRAIN))).containsExactly("left open", "train");
        assertThat(sources(Optional.of(Split.TEST))).containsExactly("test");
        assertThat(sources(Optional.empty())).hasSize(3);
    }

    private static List<String> sources(Optional<Split> split) {
        return new IngestPlan(DATASET, true, split)
                .images()
                .map(DatasetImage::source)
                .toList();
    }

    private static DatasetImage image(String source, Split split) {
        return new DatasetImage(source, new byte[0], "", Optional.empty(), split);
    }
}
