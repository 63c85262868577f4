package io.fovea.cli.export;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where an export goes. It is filled beside its place, under a name that begins with a dot, and brought there by a rename: there
 * it is whole, or what was there before is.
 */
final class Destination {
    private static final Set<String> SAVED_MODEL =
            Set.of("saved_model.pb", "fingerprint.pb", "variables", "assets", "assets.extra");

    private final Path place;
    private final Path folder;
    private final boolean force;

    /** @param force whether what is there may be replaced: a file by a file, a SavedModel by a SavedModel */
    Destination(Path out, boolean force) {
        Path parent = out.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new CommandFailure("%s cannot be written: it is the root of the file system.".formatted(out));
        }
        this.place = out.toAbsolutePath().normalize();
        this.folder = parent;
        this.force = force;
    }

    /** What makes a file or a folder at a path that is free. */
    interface Filling {
        void fill(Path part) throws IOException;
    }

    void file(Filling filling) throws IOException {
        if (isTaken() && !Files.isRegularFile(place)) {
            throw new CommandFailure("%s is no file, so that --force does not replace it.".formatted(place));
        }
        place(filling, force ? Destination::replace : this::link);
    }

    void savedModel(Filling filling) throws IOException {
        if (isTaken() && !isSavedModel()) {
            throw new CommandFailure(
                    "%s is not a SavedModel alone, so that --force does not replace it.".formatted(place));
        }
        place(filling, this::swap);
    }

    /** @throws CommandFailure when something is there that may not be replaced */
    private boolean isTaken() {
        boolean taken = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (taken && !force) {
            throw taken();
        }
        return taken;
    }

    private CommandFailure taken() {
        return new CommandFailure("%s is there already; --force replaces it.".formatted(place));
    }

    private boolean isSavedModel() throws IOException {
        if (!Files.isRegularFile(place.resolve("saved_model.pb"))) {
            return false;
        }
        try (Stream<Path> children = Files.list(place)) {
            return children.allMatch(
                    child -> SAVED_MODEL.contains(child.getFileName().toString()));
        }
    }

    private void place(Filling filling, Placing placing) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailure("%s is no folder.".formatted(folder));
        }
        Files.createDirectories(folder);
        Path part = beside(".part");
        try {
            filling.fill(part);
            placing.place(part, place);
        } finally {
            delete(part);
        }
    }

    private interface Placing {
        void place(Path part, Path place) throws IOException;
    }

    private static void replace(Path part, Path place) throws IOException {
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A hard link, unlike a rename, fails where a file has appeared meanwhile. */
    private void link(Path part, Path place) throws IOException {
        try {
            Files.createLink(place, part);
        } catch (FileAlreadyExistsException e) {
            throw taken();
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(part, place); // a file system without hard links
        }
    }

    /** Puts the folder that is there aside, and back again when the new one cannot take its place. */
    private void swap(Path part, Path place) throws IOException {
        Path aside = beside(".old");
        boolean replaced = isTaken();
        if (replaced) {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaced) {
                Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        delete(aside);
    }

    private Path beside(String end) {
        return folder.resolve("." + place.getFileName() + "." + UUID.randomUUID() + end);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
