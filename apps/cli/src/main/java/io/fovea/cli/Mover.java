package io.fovea.cli;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.proto.model.v1.ModelAlias;
import java.time.Instant;
import java.util.Map;

/** Who moves an alias from the command line, and how a move is told. */
final class Mover {

    private Mover() {}

    /** As the history shows it: {@code cli:anna}. */
    static String name() {
        return "cli:" + System.getProperty("user.name", "unknown");
    }

    static String sentence(ModelAlias moved) {
        String before = moved.getPreviousVersion().isEmpty() ? "" : "; before it was " + moved.getPreviousVersion();
        if (moved.getVersion().isEmpty()) {
            return "%s of %s points nowhere now%s.".formatted(moved.getAlias(), moved.getModel(), before);
        }
        String share = moved.getShare() > 0 ? " on " + Figures.percent(moved.getShare()) + " of the keys" : "";
        return "%s of %s is version %s now%s%s."
                .formatted(moved.getAlias(), moved.getModel(), moved.getVersion(), share, before);
    }

    static Map<String, Object> asJson(ModelAlias moved) {
        Map<String, Object> object = Json.object();
        object.put("model", moved.getModel());
        object.put("alias", moved.getAlias());
        object.put("version", moved.getVersion());
        object.put("previousVersion", moved.getPreviousVersion());
        object.put("share", moved.getShare());
        object.put("movedBy", moved.getMovedBy());
        object.put("reason", moved.getReason());
        object.put("movedAt", Instant.ofEpochMilli(moved.getMovedAtMillis()).toString());
        return object;
    }
}
