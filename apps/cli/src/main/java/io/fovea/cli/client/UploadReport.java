package io.fovea.cli.client;

import io.fovea.proto.image.v1.ImageRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of the images of an upload. */
public final class UploadReport extends UploadCounts {

    private static final int KEPT = 20;

    private final Set<String> ids = new LinkedHashSet<>();
    private final List<IngestionAnswer.Rejected> rejections = new ArrayList<>();

    void add(List<ImageRecord> batch, IngestionAnswer answer) {
        count(batch.size(), answer);
        batch.forEach(image -> ids.add(image.getId()));
        for (IngestionAnswer.Rejected one : answer.rejected()) {
            ids.remove(batch.get(one.index()).getId());
            if (rejections.size() < KEPT) {
                rejections.add(one);
            }
        }
    }

    /** The first few that were refused. */
    public List<IngestionAnswer.Rejected> rejections() {
        return List.copyOf(rejections);
    }

    /** Ids that the pipeline holds now: published by this upload or before. */
    public Set<String> ids() {
        return Set.copyOf(ids);
    }
}
