package io.fovea.trainer.examples;

import io.fovea.pipeline.BackboneSpec;
import io.fovea.proto.example.v1.Backbone;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network that made a pipeline's features: of those that the pipeline allows, the one that made the latest.
 * Decided by the examples, not by where an alias points now, so that a job gives the same model later.
 */
public final class LatestBackbone {
    private static final Pattern ID = Pattern.compile("(.+)/([1-9][0-9]{0,8})");

    private final BackboneSpec declared;

    public LatestBackbone(BackboneSpec declared) {
        this.declared = declared;
    }

    /** Empty when no example was made by a version of the backbone that the pipeline allows. */
    public Optional<Backbone> among(Collection<LabelledRecord> examples) {
        return examples.stream()
                .filter(labelled -> isAllowed(labelled.example().getBackbone()))
                .max(Comparator.<LabelledRecord>comparingLong(
                                labelled -> labelled.record().timestamp())
                        .thenComparingInt(labelled -> version(labelled.example().getBackbone())))
                .map(labelled -> labelled.example().getBackbone());
    }

    /** Those of its features; others are neither used nor rejected: they are of its past. */
    public static List<LabelledRecord> madeBy(Backbone backbone, Collection<LabelledRecord> examples) {
        return examples.stream()
                .filter(labelled -> labelled.example().getBackbone().equals(backbone))
                .toList();
    }

    private boolean isAllowed(Backbone backbone) {
        Matcher id = ID.matcher(backbone.getId());
        return id.matches()
                && id.group(1).equals(declared.model())
                && backbone.getLayer().equals(declared.layer())
                && (isAlias(declared.version()) || id.group(2).equals(declared.version()));
    }

    private static boolean isAlias(String version) {
        return !version.matches("[0-9]+");
    }

    private static int version(Backbone backbone) {
        Matcher id = ID.matcher(backbone.getId());
        return id.matches() ? Integer.parseInt(id.group(2)) : 0;
    }
}
