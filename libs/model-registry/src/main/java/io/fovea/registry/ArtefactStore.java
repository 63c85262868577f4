package io.fovea.registry;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Files and folders under one URI, {@code fovea.storage}: models, checkpoints, claim checks. What is written appears
 * whole or not at all, also when the writer is killed. Paths are relative, with forward slashes; one that would leave
 * the storage is refused. Safe for several threads and several processes.
 */
public interface ArtefactStore {

    /**
     * The storage at this URI: a folder ({@code file:/var/lib/fovea}), made when it is not there yet, or a bucket that is there
     * ({@code s3://bucket/prefix}).
     *
     * @throws ArtefactException when it cannot be reached or written to, or the scheme is neither
     */
    static ArtefactStore open(URI storage) {
        String scheme = String.valueOf(storage.getScheme());
        return switch (scheme) {
            case "file" -> FileArtefactStore.open(storage);
            case "s3" -> S3ArtefactStore.open(storage, S3Clients.fromEnvironment());
            default ->
                throw new ArtefactException(
                        "Storage %s is not supported: fovea.storage is a URI such as file:/var/lib/fovea or s3://bucket/fovea."
                                .formatted(storage));
        };
    }

    /**
     * Stores a file, in place of the one that was there, or a folder, whose place must be free.
     *
     * @throws ArtefactException when it cannot be written; nothing has changed then
     */
    void put(String path, Path fileOrFolder);

    /** Stores these bytes as a file, in place of the one that was there. */
    void put(String path, byte[] content);

    /** Stores a folder that is not empty; false, and nothing changed, when its place is taken: of many callers one gets true. */
    boolean putIfAbsent(String path, Path folder);

    /** Stores these bytes as a file; false, and nothing changed, when its place is taken: of many callers one gets true. */
    boolean putIfAbsent(String path, byte[] content);

    /**
     * A local file or folder with this artefact's content, to be read and left as it is.
     *
     * @throws ArtefactException when there is none
     */
    Path fetch(String path);

    boolean exists(String path);

    /** Names directly below this place, sorted; empty when there is no such place. */
    List<String> list(String path);

    /** Removes a file or a folder with all that is in it; nothing happens when there is none. */
    void delete(String path);

    /** A new folder to prepare files in, on the storage's own disk where it has one; the caller closes it. */
    WorkFolder workFolder();
}
