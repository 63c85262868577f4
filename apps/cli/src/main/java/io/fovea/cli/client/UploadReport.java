package io.fovea.cli.client;

import io.fovea.proto.image.v1.ImageRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of the images of an upload. */
public final class UploadReport {

    private static final int KEPT = 20;

    private final Set<String> ids = new LinkedHashSet<>();
    private final List<IngestionAnswer.Rejected> rejections = new ArrayList<>();
    private long sent;
    private long accepted;
    private long duplicates;
    private long rejected;

    void add(List<ImageRecord> batch, IngestionAnswer answer) {
        sent += batch.size();
        accepted += answer.accepted();
        duplicates += answer.duplicates();
        rejected += answer.rejected().size();
        batch.forEach(image -> ids.add(image.getId()));
        for (IngestionAnswer.Rejected one : answer.rejected()) {
            if (one.index() >= 0 && one.index() < batch.size()) {
                ids.remove(batch.get(one.index()).getId());
            }
            if (rejections.size() < KEPT) {
                rejections.add(one);
            }
        }
    }

    public long sent() {
        return sent;
    }

    /** Published by this upload. */
    public long accepted() {
        return accepted;
    }

    /** Already there, with the same label and split. */
    public long duplicates() {
        return duplicates;
    }

    public long rejected() {
        return rejected;
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
