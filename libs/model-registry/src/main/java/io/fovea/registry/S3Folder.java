package io.fovea.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a folder in a bucket holds: the object {@code PATH/.folder}.
 *
 * @param content the name below which its files lie, made for this one writer
 * @param files lower-case hex sha256 of each by its path, with forward slashes
 */
record S3Folder(String content, Map<String, String> files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONTENT = Pattern.compile("[0-9a-f-]{36}");

    /** @throws ArtefactException when a path would leave the folder: whoever can write to the bucket may have written anything */
    S3Folder {
        if (!CONTENT.matcher(content).matches()) {
            throw new ArtefactException("'%s' is no name of a folder's content.".formatted(content));
        }
        files.keySet().forEach(ArtefactPath::new);
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    static S3Folder describe(Path folder, String content) throws IOException {
        var files = new TreeMap<String, String>();
        for (String file : Trees.files(folder)) {
            files.put(file, Sha256.of(folder.resolve(file)));
        }
        return new S3Folder(content, files);
    }

    static S3Folder read(Path index) throws IOException {
        return JSON.readValue(index.toFile(), S3Folder.class);
    }

    static String index(String path) {
        return path + "/.folder";
    }

    byte[] json() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** Where its files lie. */
    String content(String path) {
        return path + "/.content-" + content;
    }

    String key(String path, String file) {
        return content(path) + "/" + file;
    }

    /** @throws IOException when a file did not come, or not as it was written */
    void check(String file, Optional<Path> local) throws IOException {
        if (local.isEmpty()) {
            throw new IOException(file + " is missing");
        }
        if (!Sha256.of(local.get()).equals(files.get(file))) {
            throw new IOException(file + " is not what was written, its sha256 differs");
        }
    }
}
