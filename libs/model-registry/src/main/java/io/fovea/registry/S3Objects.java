package io.fovea.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of one bucket below one prefix. What fails after the SDK's own retries is an {@link IOException} with the service's
 * words; the SDK checks a CRC of what it sends and gets.
 */
final class S3Objects {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409; // two conditional writes at once: S3 asks to try again
    private static final int ATTEMPTS = 20;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    private S3Objects(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** @throws ArtefactException when the URI names no bucket */
    static S3Objects of(URI storage, S3Client client) {
        String bucket = storage.getAuthority();
        if (bucket == null || bucket.isEmpty()) {
            throw new ArtefactException(
                    "Storage %s names no bucket: fovea.storage is a URI such as s3://bucket/fovea.".formatted(storage));
        }
        String path = storage.getPath().replaceAll("^/+|/+$", "");
        return new S3Objects(client, bucket, path.isEmpty() ? "" : path + "/");
    }

    void checkBucket() throws IOException {
        call(() -> client.headBucket(request -> request.bucket(bucket)));
    }

    void put(String path, RequestBody body) throws IOException {
        call(() -> client.putObject(request -> request.bucket(bucket).key(prefix + path), body));
    }

    /** False when there is one already: of many callers one gets true. */
    boolean putIfAbsent(String path, RequestBody body) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                client.putObject(
                        request -> request.bucket(bucket).key(prefix + path).ifNoneMatch("*"), body);
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                if (e.statusCode() != CONFLICT || attempt == ATTEMPTS) {
                    throw failed(e);
                }
            } catch (SdkException e) {
                throw failed(e);
            }
        }
    }

    /** The object's content in a new file; empty, and no file, when there is no such object. */
    Optional<Path> download(String path, Path file) throws IOException {
        try {
            call(() -> client.getObject(request -> request.bucket(bucket).key(prefix + path), file));
            return Optional.of(file);
        } catch (AbsentException e) {
            return Optional.empty();
        }
    }

    boolean exists(String path) throws IOException {
        try {
            call(() -> client.headObject(request -> request.bucket(bucket).key(prefix + path)));
            return true;
        } catch (AbsentException e) {
            return false;
        }
    }

    /** Names directly below a path, of objects and of what holds objects. */
    List<String> names(String path) throws IOException {
        String below = prefix + path + "/";
        var names = new ArrayList<String>();
        call(() -> {
            var pages = client.listObjectsV2Paginator(
                    request -> request.bucket(bucket).prefix(below).delimiter("/"));
            pages.contents().forEach(object -> names.add(object.key().substring(below.length())));
            pages.commonPrefixes()
                    .forEach(common -> names.add(common.prefix()
                            .substring(below.length(), common.prefix().length() - 1)));
            return names;
        });
        return names;
    }

    /** Nothing happens when there is none. */
    void delete(String path) throws IOException {
        call(() -> client.deleteObject(request -> request.bucket(bucket).key(prefix + path)));
    }

    void deleteBelow(String path) throws IOException {
        List<String> keys =
                call(() -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix + path + "/"))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .toList());
        for (String key : keys) {
            call(() -> client.deleteObject(request -> request.bucket(bucket).key(key)));
        }
    }

    private static <T> T call(Call<T> call) throws IOException {
        try {
            return call.call();
        } catch (NoSuchKeyException e) {
            throw new AbsentException(e);
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    private static IOException failed(SdkException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new IOException(message, e);
    }

    private interface Call<T> {
        T call();
    }

    private static final class AbsentException extends IOException {
        private static final long serialVersionUID = 1;

        AbsentException(Throwable cause) {
            super("there is none", cause);
        }
    }
}
