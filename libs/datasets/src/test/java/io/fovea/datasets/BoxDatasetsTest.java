package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxDatasetsTest {
    private static final String VOC =
            "<annotation><filename>%s</filename><object><name>%s</name><part><name>head</name><bndbox><xmin>9</xmin></bndbox></part>"
                    + "<bndbox><xmin>11</xmin><ymin>21</ymin><xmax>30</xmax><ymax>25</ymax></bndbox></object></annotation>";
    private static final String COCO =
            "{\"images\": [{\"id\": 7, \"file_name\": \"a.jpg\"}, {\"id\": 8, \"file_name\": \"b.jpg\"}],"
                    + " \"categories\": [{\"id\": 1, \"name\": \"cat\"}, {\"id\": 3, \"name\": \"dog\"}],"
                    + " \"annotations\": [{\"id\": 1, \"image_id\": 7, \"category_id\": 3, \"bbox\": [1.5, 2, 3, 4]},"
                    + " {\"id\": 2, \"image_id\": 8, \"category_id\": 1, \"bbox\": [0, 0, 1, 1]},"
                    + " {\"id\": 3, \"image_id\": 8, \"category_id\": 3, \"bbox\": [0, 0, 2, 2]}]}";

    @TempDir
    private Path folder;

    @Test
    void shouldReadBoxesOfVocCountedFromOne() throws IOException {
        // Given
        write("VOC2012/Annotations/1.xml", VOC.formatted("1.jpg", "cat"));
        write("VOC2012/Annotations/2.xml", VOC.formatted("2.jpg", "dog"));
        write("VOC2012/JPEGImages/1.jpg", "");
        write("VOC2012/JPEGImages/2.jpg", "");
        write("VOC2012/ImageSets/Main/train.txt", "1\n");
        write("VOC2012/ImageSets/Main/val.txt", "2\n");

        // When
        List<DatasetImage> images = images(Datasets.open(folder));

        // Then
        assertThat(images).extracting(DatasetImage::split).containsExactly(Split.TRAIN, Split.VALIDATION);
        assertThat(images.get(0).boxes()).containsExactly(new Box(10, 20, 20, 5, "cat"));
        assertThat(images.get(0).label()).contains("cat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc.zip", "voc.tar", "voc.tar.gz"})
    void shouldReadBoxesOfVocInAnArchive(String name) throws IOException {
        // Given, the images before what says what is in them, as VOC's own archive has them
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("VOCdevkit/VOC2012/JPEGImages/1.jpg", new byte[] {7});
        files.put("VOCdevkit/VOC2012/ImageSets/Main/test.txt", "1\n".getBytes(StandardCharsets.UTF_8));
        files.put(
                "VOCdevkit/VOC2012/Annotations/1.xml",
                VOC.formatted("1.jpg", "cat").getBytes(StandardCharsets.UTF_8));

        // When
        List<DatasetImage> images = images(Datasets.open(Archives.write(folder.resolve(name), files)));

        // Then
        assertThat(images).singleElement().satisfies(image -> {
            assertThat(image.split()).isEqualTo(Split.TEST);
            assertThat(image.boxes()).containsExactly(new Box(10, 20, 20, 5, "cat"));
            assertThat(image.encoded()).containsExactly(7);
        });
    }

    @Test
    void shouldNotExpandEntitiesAndSayWhatIsWrongWithAnAnnotation() throws IOException {
        write("JPEGImages/1.jpg", "");
        write(
                "Annotations/1.xml",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation><filename>&x;</filename></annotation>");
        assertThatThrownBy(() -> Datasets.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("1.xml");
        write("Annotations/1.xml", VOC.formatted("1.jpg", "cat").replace("<xmax>30", "<xmax>wide"));
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("xmax is 'wide'");
        write("Annotations/1.xml", VOC.formatted("1.jpg", "cat").replace("<xmax>30", "<xmax>5"));
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("width and height above 0");
        write("Annotations/1.xml", "<annotation>");
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco.zip", "coco.tar", "coco.tar.gz"})
    void shouldReadBoxesOfCoco(String name) throws IOException {
        // Given
        Path archive = Archives.write(
                folder.resolve(name),
                Map.of(
                        "annotations/instances_val2017.json", COCO.getBytes(StandardCharsets.UTF_8),
                        "val2017/a.jpg", new byte[1],
                        "val2017/b.jpg", new byte[1]));

        // When
        ImageDataset dataset = Datasets.open(archive);
        List<DatasetImage> images = images(dataset);

        // Then
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(images).extracting(DatasetImage::split).containsOnly(Split.VALIDATION);
        DatasetImage one = images.stream()
                .filter(image -> image.source().endsWith("a.jpg"))
                .findFirst()
                .orElseThrow();
        DatasetImage two = images.stream()
                .filter(image -> image.source().endsWith("b.jpg"))
                .findFirst()
                .orElseThrow();
        assertThat(one.boxes()).containsExactly(new Box(1.5f, 2, 3, 4, "dog"));
        assertThat(one.label()).contains("dog");
        assertThat(two.boxes()).hasSize(2);
        assertThat(two.label()).isEmpty(); // a cat and a dog
    }

    @Test
    void shouldSayWhatIsWrongWithCocosAnnotations() throws IOException {
        write("a.jpg", "");
        write("b.jpg", "");
        write("_annotations.coco.json", COCO.replace("\"category_id\": 1", "\"category_id\": 2"));
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("annotation 2 has no image, no category");
        write("_annotations.coco.json", COCO.replace("a.jpg", "../../etc/passwd"));
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("image ../../etc/passwd is not there");
        write("_annotations.coco.json", COCO.replace("1.5, 2, 3", "1.5, 2, -3"));
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("width and height above 0");
        write("_annotations.coco.json", "{\"images\": [");
        assertThatThrownBy(() -> Datasets.open(folder)).isInstanceOf(DatasetException.class);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<DatasetImage> images(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.toList();
        }
    }
}
