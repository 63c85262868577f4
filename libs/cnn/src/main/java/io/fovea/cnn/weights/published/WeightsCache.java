package io.fovea.cnn.weights.published;

import io.fovea.cnn.weights.WeightsException;
import io.fovea.download.Checksum;
import io.fovea.download.DownloadException;
import io.fovea.download.DownloadFolder;
import io.fovea.download.Fetched;
import io.fovea.download.Progress;
import io.fovea.download.RemoteFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A folder of published weights: each file is fetched once, checked, and there whole or not at all. Files that were put there
 * by hand are taken, after the same check. Several processes may share it.
 */
public final class WeightsCache {
    private final DownloadFolder folder;

    /** @param folder made at the first fetch */
    public WeightsCache(Path folder) {
        this.folder = new DownloadFolder(folder);
    }

    WeightsCache(Path folder, Duration patience) {
        this.folder = new DownloadFolder(folder, patience);
    }

    /** {@code FOVEA_CACHE_DIR/weights}; without it {@code fovea/weights} in {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
    public static Path defaultFolder(Map<String, String> environment) {
        return DownloadFolder.inCache(environment, "weights");
    }

    /** Where the file is, or would be. */
    public Path place(PublishedFile file) {
        return folder.place(remote(file));
    }

    /**
     * The file, from the folder or, checked, from its address; a download that broke off goes on where it did.
     *
     * <p>A file is checked against the md5 that its publisher states. keras.applications states none for MobileNet and
     * MobileNetV2: what is fetched of those is checked against the md5 that the server states beside it ({@code
     * x-goog-hash}), and refused where it states none.
     *
     * @throws WeightsException where the address cannot be reached, answers with an error, breaks off, or sends something else
     *     than was published; nothing is left under the file's name then
     */
    public Fetched get(PublishedFile file, Progress progress) {
        try {
            return folder.get(remote(file), progress);
        } catch (DownloadException e) {
            throw new WeightsException(e.getMessage(), e);
        }
    }

    private static RemoteFile remote(PublishedFile file) {
        return new RemoteFile(file.address(), file.md5().map(Checksum::md5), OptionalLong.empty());
    }
}
