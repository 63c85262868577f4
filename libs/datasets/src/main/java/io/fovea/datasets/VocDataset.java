package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import io.fovea.datasets.tree.TreeFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Boxes as Pascal VOC has them (Everingham et al. 2010): {@code Annotations/NAME.xml} beside {@code JPEGImages}, and the names of each
 * split in {@code ImageSets/Main/train.txt}, {@code val.txt} and {@code test.txt}. VOC counts pixels from 1.
 */
final class VocDataset {
    private static final int MAX_XML_BYTES = 1 << 20;
    private static final int MAX_LIST_BYTES = 64 << 20;
    private static final int MAX_BOXES = 10_000;

    private final FileTree tree;
    private final Set<String> there;
    private final Map<String, Split> splits = new HashMap<>();

    private VocDataset(FileTree tree) {
        this.tree = tree;
        there = new HashSet<>(tree.names());
        tree.names().stream()
                .filter(name -> name.matches("(.*/)?ImageSets/Main/(train|val|test)\\.txt"))
                .forEach(this::list);
    }

    static List<String> filesOf(FileTree tree) {
        return tree.names().stream()
                .filter(name -> name.matches("(.*/)?Annotations/[^/]+\\.xml"))
                .toList();
    }

    static ImageDataset open(FileTree tree, List<String> annotations) {
        VocDataset voc = new VocDataset(tree);
        try (Stream<TreeFile> files = tree.files(annotations, MAX_XML_BYTES)) {
            return FileDataset.stated(tree, files.map(voc::image).toList());
        }
    }

    private void list(String name) {
        String root = name.substring(0, name.indexOf("ImageSets/Main/"));
        String file = name.substring(name.lastIndexOf('/') + 1);
        Split split = Split.ofFolder(file.replace(".txt", "")).orElseThrow();
        new String(tree.read(name, MAX_LIST_BYTES), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> splits.put(root + line.strip().split("\\s")[0], split));
    }

    private ImageFile image(TreeFile annotation) {
        String root = annotation.name().substring(0, annotation.name().lastIndexOf("Annotations/"));
        String base = annotation
                .name()
                .substring(annotation.name().lastIndexOf('/') + 1)
                .replaceFirst("\\.xml$", "");
        Annotation read = read(annotation);
        String image = Stream.of("JPEGImages/" + read.filename, "JPEGImages/" + base + ".jpg")
                .map(name -> root + name)
                .filter(there::contains)
                .findFirst()
                .orElseThrow(
                        () -> new DatasetException("The annotation %s has no image JPEGImages/%s.jpg beside its folder."
                                .formatted(tree.place(annotation.name()), base)));
        return new ImageFile(
                image,
                Boxes.commonLabel(read.boxes),
                splits.getOrDefault(root + base, Split.UNSPECIFIED),
                List.of(),
                read.boxes);
    }

    private Annotation read(TreeFile file) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); // nothing is fetched or expanded
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file.bytes()));
            Annotation annotation = new Annotation();
            List<String> path = new ArrayList<>();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamReader.START_ELEMENT -> path.add(xml.getLocalName());
                    case XMLStreamReader.CHARACTERS -> annotation.text(String.join("/", path), xml.getText());
                    case XMLStreamReader.END_ELEMENT -> {
                        annotation.end(String.join("/", path));
                        path.remove(path.size() - 1);
                    }
                    default -> {} // comments and the like
                }
            }
            return annotation;
        } catch (XMLStreamException | RuntimeException e) {
            throw new DatasetException(
                    "The annotation %s cannot be read: %s".formatted(tree.place(file.name()), e.getMessage()), e);
        }
    }

    /** What an XML says, as far as it has been read; parts of an object are told apart by their paths. */
    private static final class Annotation {
        private String filename = "";
        private final List<Box> boxes = new ArrayList<>();
        private final Map<String, String> object = new HashMap<>();

        void text(String path, String text) {
            if (path.equals("annotation/filename")) {
                filename += text.strip();
            } else if (path.equals("annotation/object/name") || path.startsWith("annotation/object/bndbox/")) {
                object.merge(path.substring(path.lastIndexOf('/') + 1), text.strip(), String::concat);
            }
        }

        void end(String path) {
            if (path.equals("annotation/object")) {
                if (boxes.size() == MAX_BOXES) {
                    throw new DatasetException("it has more than %d objects".formatted(MAX_BOXES));
                }
                float left = side("xmin") - 1;
                float top = side("ymin") - 1;
                boxes.add(new Box(left, top, side("xmax") - left, side("ymax") - top, value("name")));
                object.clear();
            }
        }

        private float side(String name) {
            String value = value(name);
            try {
                return Float.parseFloat(value);
            } catch (NumberFormatException e) {
                throw new DatasetException("%s is '%s'; expected a number of pixels".formatted(name, value), e);
            }
        }

        private String value(String name) {
            return Optional.ofNullable(object.get(name))
                    .orElseThrow(() -> new DatasetException("an object has no %s".formatted(name)));
        }
    }
}
