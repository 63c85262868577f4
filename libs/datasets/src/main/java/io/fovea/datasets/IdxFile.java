package io.fovea.datasets;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** An IDX file of unsigned bytes, gzipped or not: a magic number, extents, then the items one after the other. */
final class IdxFile implements AutoCloseable {

    private static final int UNSIGNED_BYTES = 0x0800;
    private static final int MAX_ITEM = 1 << 26;

    private final Path path;
    private final DataInputStream in;
    private final int[] extents;

    private IdxFile(Path path, DataInputStream in, int[] extents) {
        this.path = path;
        this.in = in;
        this.extents = extents;
    }

    /** Opens a file with this many axes: 3 for images, 1 for labels. */
    static IdxFile open(Path path, int axes) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(unpacked(path), 1 << 16));
            try {
                return new IdxFile(path, in, header(path, in, axes));
            } catch (IOException | DatasetException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatasetException("The file %s is no IDX file, or cannot be read.".formatted(path), e);
        }
    }

    /** How many items the file declares. */
    int size() {
        return extents[0];
    }

    /** Extent of an axis; 0 is the number of items. */
    int extent(int axis) {
        return extents[axis];
    }

    /** The next item's bytes. */
    byte[] next() {
        byte[] item = new byte[itemSize(path, extents)];
        try {
            in.readFully(item);
            return item;
        } catch (EOFException e) {
            throw new DatasetException(
                    "The file %s ends before the %d items that it declares.".formatted(path, size()), e);
        } catch (IOException e) {
            throw new DatasetException("The file %s is broken: %s.".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new DatasetException("The file %s cannot be closed.".formatted(path), e);
        }
    }

    private static InputStream unpacked(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        if (!path.getFileName().toString().endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static int[] header(Path path, DataInputStream in, int axes) throws IOException {
        int magic = in.readInt();
        if (magic != UNSIGNED_BYTES + axes) {
            throw new DatasetException("The file %s begins with %08x; expected %08x, an IDX file of bytes with %d axes."
                    .formatted(path, magic, UNSIGNED_BYTES + axes, axes));
        }
        int[] extents = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            extents[axis] = in.readInt();
        }
        itemSize(path, extents);
        return extents;
    }

    private static int itemSize(Path path, int[] extents) {
        long size = 1;
        for (int axis = 1; axis < extents.length; axis++) {
            size = extents[axis] < 1 || extents[axis] > MAX_ITEM ? MAX_ITEM + 1L : size * extents[axis];
        }
        if (size > MAX_ITEM || extents[0] < 0) {
            throw new DatasetException("The file %s declares items that no image can have.".formatted(path));
        }
        return (int) size;
    }
}
