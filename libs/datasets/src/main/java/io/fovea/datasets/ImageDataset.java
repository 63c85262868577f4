package io.fovea.datasets;

import java.util.List;
import java.util.stream.Stream;

/** Images of a data set, always in the same order. */
public interface ImageDataset {

    /** How many images there are. */
    long size();

    /** The classes by name, in order, those of sequences and boxes too; empty when no image has one. */
    List<String> classes();

    /**
     * The images, read one by one as they are asked for; close the stream to close its files.
     *
     * <p>A broken image is passed on as it is, since whoever decodes it can say what is wrong with it. The stream throws
     * {@link DatasetException} when a file that holds many images breaks off.
     */
    Stream<DatasetImage> images();

    /** Whether labels are but the names of folders, which may mean something else; otherwise the data set states them. */
    default boolean labelledByFolders() {
        return false;
    }
}
