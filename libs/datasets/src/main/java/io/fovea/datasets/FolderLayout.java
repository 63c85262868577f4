package io.fovea.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells splits, classes and images from one another by the names of a tree's files. */
final class FolderLayout {
    private final List<String> names;
    private final List<ImageFile> found = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    private FolderLayout(List<String> names) {
        this.names = names;
    }

    static FolderLayout of(List<String> names) {
        FolderLayout layout = new FolderLayout(names);
        layout.scan(layout.unwrapped(""));
        return layout;
    }

    List<ImageFile> images() {
        return List.copyOf(found);
    }

    /** Files that are no images. */
    List<String> others() {
        return List.copyOf(others);
    }

    private void scan(String top) {
        Set<String> folders = folders(top);
        Set<String> splits = new TreeSet<>(folders);
        splits.removeIf(folder -> Split.ofFolder(folder).isEmpty());
        boolean drawsValidation = splits.stream().noneMatch(folder -> split(folder) == Split.VALIDATION);
        for (String name : names) {
            if (name.startsWith(top)) {
                String[] parts = name.substring(top.length()).split("/", -1);
                if (splits.isEmpty()) {
                    add(name, parts, 0, Split.UNSPECIFIED);
                } else if (parts.length > 1 && splits.contains(parts[0])) {
                    boolean isOpen = drawsValidation && split(parts[0]) == Split.TRAIN;
                    add(name, parts, 1, isOpen ? Split.UNSPECIFIED : split(parts[0]));
                }
            }
        }
    }

    /** Images in a folder have no class; those below one of its folders have that folder's name. */
    private void add(String name, String[] parts, int depth, Split split) {
        if (MediaTypes.of(name).isPresent()) {
            Optional<String> label = parts.length > depth + 1 ? Optional.of(parts[depth]) : Optional.empty();
            found.add(new ImageFile(name, label, split));
        } else {
            others.add(name);
        }
    }

    /** Archives often unpack into one folder around all the others: no class then, but a wrapping. */
    private String unwrapped(String top) {
        Set<String> children = new TreeSet<>();
        names.stream()
                .filter(name -> name.startsWith(top))
                .forEach(name -> children.add(name.substring(top.length()).split("/", 2)[0]));
        Set<String> folders = folders(top);
        if (children.size() != 1 || folders.size() != 1) {
            return top;
        }
        String only = folders.iterator().next();
        boolean isWrapping =
                Split.ofFolder(only).isEmpty() && !folders(top + only + "/").isEmpty();
        return isWrapping ? unwrapped(top + only + "/") : top;
    }

    private Set<String> folders(String top) {
        Set<String> folders = new TreeSet<>();
        for (String name : names) {
            int end = name.startsWith(top) ? name.indexOf('/', top.length()) : -1;
            if (end >= 0) {
                folders.add(name.substring(top.length(), end));
            }
        }
        return folders;
    }

    private static Split split(String folder) {
        return Split.ofFolder(folder).orElse(Split.UNSPECIFIED);
    }
}
