package io.fovea.ingestion.submission;

import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says of one image beside its bytes; blank is the same as nothing.
 *
 * @param split train, validation or test
 * @param source where the client has it from, for people
 * @param mediaType such as image/png
 */
public record ImageDescription(
        Optional<String> label, Optional<String> split, Optional<String> source, Optional<String> mediaType) {
    private static final Map<String, Split> SPLITS = Map.of(
            "train", Split.SPLIT_TRAIN,
            "validation", Split.SPLIT_VALIDATION,
            "test", Split.SPLIT_TEST);

    public ImageDescription {
        label = label.filter(text -> !text.isBlank());
        split = split.filter(text -> !text.isBlank());
    }

    /**
     * The record that still lacks its image.
     *
     * @throws InadmissibleException when there is no such split
     */
    ImageRecord.Builder record() {
        ImageRecord.Builder description = ImageRecord.newBuilder();
        label.ifPresent(description::setLabel);
        split.map(ImageDescription::split).ifPresent(description::setSplit);
        source.ifPresent(description::setSource);
        mediaType.ifPresent(description::setMediaType);
        return description;
    }

    private static Split split(String name) {
        Split split = SPLITS.get(name.toLowerCase(Locale.ROOT));
        if (split == null) {
            throw InadmissibleException.unknownSplit(name);
        }
        return split;
    }
}
