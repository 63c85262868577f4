package io.fovea.datasets;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The images of several pairs, one pair's files open at a time; image by image, so that a slow reader holds one. */
final class IdxImages implements Iterator<DatasetImage>, AutoCloseable {

    private final Iterator<IdxPair> pairs;
    private @Nullable IdxReader reader;
    private int next;

    IdxImages(List<IdxPair> pairs) {
        this.pairs = pairs.iterator();
    }

    @Override
    public boolean hasNext() {
        while ((reader == null || next == reader.size()) && pairs.hasNext()) {
            close();
            reader = IdxReader.open(pairs.next());
            next = 0;
        }
        return reader != null && next < reader.size();
    }

    @Override
    public DatasetImage next() {
        if (!hasNext() || reader == null) {
            throw new NoSuchElementException("All images have been read.");
        }
        return reader.next(next++);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
