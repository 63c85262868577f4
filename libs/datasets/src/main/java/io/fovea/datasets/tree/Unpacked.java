package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** What comes out of an archive, bounded by what is in it: a small file that unpacks to a thousand times its size is a bomb. */
final class Unpacked extends FilterInputStream {
    /** Images hardly shrink, and even a stored bitmap of one colour seldom shrinks more. */
    private static final long MAX_RATIO = 200;

    private static final long ALWAYS_ALLOWED = 256L << 20;

    private final Path archive;
    private final long limit;
    private long given;

    Unpacked(Path archive, long packedBytes, InputStream unpacked) {
        super(unpacked);
        this.archive = archive;
        this.limit = limit(packedBytes);
    }

    static long limit(long packedBytes) {
        return Math.max(ALWAYS_ALLOWED, MAX_RATIO * packedBytes);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) {
        given += bytes;
        check(archive, given, limit);
    }

    static void check(Path archive, long unpacked, long limit) {
        if (unpacked > limit) {
            throw new DatasetException(
                    "The archive %s unpacks to more than %,d bytes, %d times its own size; maybe it is not what it seems to be."
                            .formatted(archive, limit, MAX_RATIO));
        }
    }
}
