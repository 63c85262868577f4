package io.fovea.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.datasets.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Boxes as COCO has them (Lin et al. 2014): {@code annotations/instances_train2017.json} beside {@code train2017}, or {@code
 * _annotations.coco.json} in the images' folder. A box is {@code [left, top, width, height]}.
 */
final class CocoDataset {
    private static final int MAX_BYTES = 1 << 30;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final FileTree tree;
    private final Set<String> there;

    private CocoDataset(FileTree tree) {
        this.tree = tree;
        there = new HashSet<>(tree.names());
    }

    static List<String> filesOf(FileTree tree) {
        return tree.names().stream()
                .filter(name -> name.matches("(.*/)?(annotations/instances_[^/]+|_annotations\\.coco)\\.json"))
                .toList();
    }

    static ImageDataset open(FileTree tree, List<String> annotations) {
        CocoDataset coco = new CocoDataset(tree);
        return FileDataset.stated(
                tree,
                annotations.stream().flatMap(name -> coco.images(name).stream()).toList());
    }

    private List<ImageFile> images(String name) {
        try {
            JsonNode json = MAPPER.readTree(tree.read(name, MAX_BYTES));
            Map<Long, String> categories = new HashMap<>();
            json.path("categories").forEach(category -> categories.put(id(category, "id"), text(category, "name")));
            Map<Long, List<Box>> boxes = new LinkedHashMap<>();
            json.path("images").forEach(image -> boxes.put(id(image, "id"), new ArrayList<>()));
            json.path("annotations").forEach(annotation -> box(annotation, categories, boxes));
            List<ImageFile> files = new ArrayList<>();
            json.path("images").forEach(image -> files.add(image(name, image, boxes.get(id(image, "id")))));
            return files;
        } catch (IOException | DatasetException e) {
            throw new DatasetException(
                    "The annotations %s cannot be read: %s".formatted(tree.place(name), e.getMessage()), e);
        }
    }

    private static void box(JsonNode annotation, Map<Long, String> categories, Map<Long, List<Box>> boxes) {
        List<Box> of = boxes.get(id(annotation, "image_id"));
        String label = categories.get(id(annotation, "category_id"));
        JsonNode bbox = annotation.path("bbox");
        if (of == null || label == null || bbox.size() != 4) {
            throw new DatasetException("annotation %s has no image, no category or no bbox of 4 numbers"
                    .formatted(annotation.path("id").asText("?")));
        }
        of.add(new Box(side(bbox, 0), side(bbox, 1), side(bbox, 2), side(bbox, 3), label));
    }

    private ImageFile image(String annotations, JsonNode image, List<Box> boxes) {
        String folder = annotations.substring(0, annotations.lastIndexOf('/') + 1);
        String file = annotations.substring(folder.length());
        String set = file.replaceFirst("^instances_", "").replaceFirst("\\.json$", "");
        String root = folder.replaceFirst("annotations/$", "");
        String path = text(image, "file_name");
        String name = List.of(
                        root + set + "/" + path,
                        root + "images/" + set + "/" + path,
                        root + "images/" + path,
                        root + path)
                .stream()
                .filter(there::contains)
                .findFirst()
                .orElseThrow(() -> new DatasetException("image %s is not there".formatted(path)));
        return new ImageFile(name, Boxes.commonLabel(boxes), split(set, root), List.of(), boxes);
    }

    private static Split split(String set, String root) {
        String[] folders = root.split("/");
        return Split.ofFolder(set.replaceFirst("\\d+$", ""))
                .or(() -> Split.ofFolder(folders[folders.length - 1]))
                .orElse(Split.UNSPECIFIED);
    }

    private static float side(JsonNode bbox, int index) {
        return (float) bbox.get(index).asDouble(Double.NaN);
    }

    private static long id(JsonNode node, String field) {
        JsonNode id = node.path(field);
        if (!id.canConvertToLong()) {
            throw new DatasetException(
                    "%s is %s; expected a number".formatted(field, id.isMissingNode() ? "missing" : id));
        }
        return id.asLong();
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new DatasetException(
                    "%s is missing in %s".formatted(field, node.fieldNames().hasNext() ? "an entry" : "{}"));
        }
        return node.path(field).asText();
    }
}
