package io.fovea.datasets;

import java.util.Optional;

/** Images and labels of one pair, side by side. */
final class IdxReader implements AutoCloseable {

    private final IdxPair pair;
    private final IdxFile images;
    private final Optional<IdxFile> labels;

    private IdxReader(IdxPair pair, IdxFile images, Optional<IdxFile> labels) {
        this.pair = pair;
        this.images = images;
        this.labels = labels;
    }

    static IdxReader open(IdxPair pair) {
        IdxFile images = IdxFile.open(pair.images(), 3);
        try {
            IdxReader reader = new IdxReader(pair, images, pair.labels().map(path -> IdxFile.open(path, 1)));
            reader.checkSizes();
            return reader;
        } catch (DatasetException e) {
            images.close();
            throw e;
        }
    }

    int size() {
        return images.size();
    }

    DatasetImage next(int index) {
        return new DatasetImage(
                "%s#%d".formatted(pair.images(), index),
                Png.grey(images.extent(1), images.extent(2), images.next()),
                "image/png",
                labels.map(file -> Integer.toString(file.next()[0] & 0xff)),
                pair.holdsTest() ? Split.TEST : Split.UNSPECIFIED);
    }

    @Override
    public void close() {
        images.close();
        labels.ifPresent(IdxFile::close);
    }

    private void checkSizes() {
        labels.filter(file -> file.size() != images.size()).ifPresent(file -> {
            file.close();
            throw new DatasetException("The file %s has %d images, but %d labels are beside it."
                    .formatted(pair.images(), images.size(), file.size()));
        });
    }
}
