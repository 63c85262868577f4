package io.fovea.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Storage in a bucket. A file is an object. A folder is objects below a name that nobody else uses, and one object that lists them,
 * written last and only where there is none: what is there is whole, and of many writers one wins.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
final class S3ArtefactStore implements ArtefactStore {
    private final URI storage;
    private final S3Objects objects;
    private final Path cache;

    private S3ArtefactStore(URI storage, S3Objects objects, Path cache) {
        this.storage = storage;
        this.objects = objects;
        this.cache = cache;
    }

    static S3ArtefactStore open(URI storage, S3Client client) {
        S3Objects objects = S3Objects.of(storage, client);
        try {
            objects.checkBucket();
            return new S3ArtefactStore(storage, objects, CacheFolder.create());
        } catch (IOException e) {
            throw ArtefactException.reading("anything", storage, e);
        }
    }

    @Override
    public void put(String path, Path fileOrFolder) {
        String place = new ArtefactPath(path).value();
        if (Files.isDirectory(fileOrFolder)) {
            if (!putIfAbsent(path, fileOrFolder)) {
                throw new ArtefactException("Cannot write %s below %s: it is there already.".formatted(path, storage));
            }
            return;
        }
        writing(path, () -> objects.put(place, RequestBody.fromFile(fileOrFolder)));
    }

    @Override
    public void put(String path, byte[] content) {
        String place = new ArtefactPath(path).value();
        writing(path, () -> objects.put(place, RequestBody.fromBytes(content)));
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        String place = new ArtefactPath(path).value();
        return written(path, () -> objects.putIfAbsent(place, RequestBody.fromBytes(content)));
    }

    @Override
    public boolean putIfAbsent(String path, Path folder) {
        return !exists(path) && written(path, () -> upload(path, folder));
    }

    /** For a place that looked free: false, and nothing is left of it, when somebody else came first. */
    boolean upload(String path, Path folder) throws IOException {
        S3Folder description = S3Folder.describe(folder, UUID.randomUUID().toString());
        for (String file : description.files().keySet()) {
            objects.put(description.key(path, file), RequestBody.fromFile(folder.resolve(file)));
        }
        if (objects.putIfAbsent(S3Folder.index(path), RequestBody.fromBytes(description.json()))) {
            return true;
        }
        objects.deleteBelow(description.content(path));
        return false;
    }

    @Override
    public Path fetch(String path) {
        String place = new ArtefactPath(path).value();
        try {
            Optional<Path> file = objects.download(place, newFile());
            if (file.isPresent()) {
                return file.get();
            }
            Optional<S3Folder> folder = folder(place);
            return folder.isPresent() ? download(place, folder.get()) : fileOfFolder(place);
        } catch (IOException e) {
            throw ArtefactException.reading(path, storage, e);
        }
    }

    /** A whole folder, once a process. */
    private Path download(String path, S3Folder folder) throws IOException {
        Path target = cache.resolve(folder.content());
        if (Files.isDirectory(target)) {
            return target;
        }
        Path incoming = Files.createTempDirectory(cache, "incoming-");
        for (String file : folder.files().keySet()) {
            Path local = incoming.resolve(file);
            Files.createDirectories(local.getParent());
            folder.check(file, objects.download(folder.key(path, file), local));
        }
        return place(incoming, target);
    }

    private static Path place(Path incoming, Path target) throws IOException {
        try {
            return Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.isDirectory(target)) { // another thread was faster
                Trees.deleteQuietly(incoming);
                return target;
            }
            throw e;
        }
    }

    /** {@code models/digits/1/manifest.json}: no object has that name, but the folder {@code models/digits/1} has the file. */
    private Path fileOfFolder(String path) throws IOException {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String parent = path.substring(0, slash);
            String file = path.substring(slash + 1);
            Optional<S3Folder> folder =
                    folder(parent).filter(found -> found.files().containsKey(file));
            if (folder.isPresent()) {
                Path local = newFile();
                folder.get().check(file, objects.download(folder.get().key(parent, file), local));
                return local;
            }
        }
        throw new IOException("there is none");
    }

    @Override
    public boolean exists(String path) {
        String place = new ArtefactPath(path).value();
        return read(
                path,
                () -> objects.exists(place)
                        || objects.exists(S3Folder.index(place))
                        || !names(place).isEmpty());
    }

    @Override
    public List<String> list(String path) {
        String place = new ArtefactPath(path).value();
        return read(path, () -> names(place));
    }

    private List<String> names(String place) throws IOException {
        Optional<S3Folder> folder = folder(place);
        List<String> names =
                folder.isPresent() ? List.copyOf(folder.get().files().keySet()) : objects.names(place);
        var visible = new TreeSet<String>();
        for (String name : names) {
            visible.add(name.split("/", 2)[0]);
        }
        visible.removeIf(name -> name.startsWith("."));
        return List.copyOf(visible);
    }

    @Override
    public void delete(String path) {
        String place = new ArtefactPath(path).value();
        writing(path, () -> {
            objects.delete(S3Folder.index(place)); // gone at once, whatever happens next
            objects.delete(place);
            objects.deleteBelow(place);
        });
    }

    @Override
    public WorkFolder workFolder() {
        try {
            return new WorkFolder(Files.createTempDirectory(cache, "work-"));
        } catch (IOException e) {
            throw ArtefactException.writing("anything", storage, e);
        }
    }

    @Override
    public String toString() {
        return storage.toString();
    }

    private Optional<S3Folder> folder(String path) throws IOException {
        Optional<Path> index = objects.download(S3Folder.index(path), newFile());
        return index.isPresent() ? Optional.of(S3Folder.read(index.get())) : Optional.empty();
    }

    private Path newFile() {
        return cache.resolve(UUID.randomUUID().toString());
    }

    private void writing(String path, Action action) {
        written(path, () -> {
            action.run();
            return true;
        });
    }

    private boolean written(String path, Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw ArtefactException.writing(path, storage, e);
        }
    }

    private <T> T read(String path, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw ArtefactException.reading(path, storage, e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private interface Question {
        boolean ask() throws IOException;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
