package io.fovea.datasets.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.datasets.DatasetException;
import io.fovea.download.RemoteFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedDatasetsTest {

    @Test
    void shouldStateAHashForEveryFile() {
        assertThat(PublishedDatasets.names())
                .containsExactly("mnist", "fashion-mnist", "cifar10", "svhn", "svhn-cropped", "eurosat");
        for (String name : PublishedDatasets.names()) {
            List<RemoteFile> files = PublishedDatasets.files(name);
            assertThat(files)
                    .as(name)
                    .isNotEmpty()
                    .allMatch(file -> file.checksum().isPresent());
            assertThat(files).extracting(RemoteFile::fileName).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldFetchMnistUnderTheNamesThatItsReaderKnows() {
        for (String name : List.of("mnist", "fashion-mnist")) {
            assertThat(PublishedDatasets.files(name))
                    .extracting(RemoteFile::fileName)
                    .containsExactlyInAnyOrder(
                            "train-images-idx3-ubyte.gz",
                            "train-labels-idx1-ubyte.gz",
                            "t10k-images-idx3-ubyte.gz",
                            "t10k-labels-idx1-ubyte.gz");
        }
    }

    @Test
    void shouldSayWhichThereAre() {
        assertThatThrownBy(() -> PublishedDatasets.files("imagenet"))
                .isInstanceOf(DatasetException.class)
                .hasMessage("There is no data set imagenet to fetch. There are: "
                        + "mnist, fashion-mnist, cifar10, svhn, svhn-cropped, eurosat.");
    }
}
