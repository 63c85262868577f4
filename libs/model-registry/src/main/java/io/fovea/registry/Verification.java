package io.fovea.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An artefact is what its publisher left: every file is there, with its hash, and no other. */
final class Verification {
    private Verification() {}

    /** Hashes by path of all files of a folder but its manifest. */
    static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String file : Trees.files(folder)) {
            if (!file.equals(Manifest.FILE)) {
                hashes.put(file, Sha256.of(folder.resolve(file)));
            }
        }
        return hashes;
    }

    /**
     * The manifest of an artefact that is as published.
     *
     * @throws ArtefactException naming the first file that is missing, added or different
     */
    static Manifest verify(String name, Path folder, String manifestSha256) {
        Manifest manifest = manifest(name, folder, manifestSha256);
        try {
            compare(name, manifest.files(), folder);
        } catch (IOException e) {
            throw ArtefactException.reading(name, folder, e);
        }
        return manifest;
    }

    /** @throws ArtefactException when manifest.json is missing or not the one that was published */
    static Manifest manifest(String name, Path folder, String manifestSha256) {
        Path file = folder.resolve(Manifest.FILE);
        if (!Files.exists(file)) {
            throw missing(name, Manifest.FILE);
        }
        try {
            byte[] json = Files.readAllBytes(file);
            if (!Sha256.of(json).equals(manifestSha256)) {
                throw changed(name, Manifest.FILE);
            }
            return Manifest.parse(json);
        } catch (IOException e) {
            throw ArtefactException.reading(name + "/" + Manifest.FILE, folder, e);
        }
    }

    private static void compare(String name, Map<String, String> expected, Path folder) throws IOException {
        List<String> present = Trees.files(folder);
        for (Map.Entry<String, String> file : expected.entrySet()) {
            if (!present.contains(file.getKey())) {
                throw missing(name, file.getKey());
            }
            if (!Sha256.of(folder.resolve(file.getKey())).equals(file.getValue())) {
                throw changed(name, file.getKey());
            }
        }
        for (String file : present) {
            if (!expected.containsKey(file) && !file.equals(Manifest.FILE)) {
                throw new ArtefactException("Artefact %s is refused: %s is not in its manifest.".formatted(name, file));
            }
        }
    }

    private static ArtefactException missing(String name, String file) {
        return new ArtefactException("Artefact %s is refused: %s is missing.".formatted(name, file));
    }

    private static ArtefactException changed(String name, String file) {
        return new ArtefactException(
                "Artefact %s is refused: %s is not what was published, its sha256 differs.".formatted(name, file));
    }
}
