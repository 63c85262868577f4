package io.fovea.cli;

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
        return "%s of %s is version %s now%s."
                .formatted(moved.getAlias(), moved.getModel(), moved.getVersion(), before);
    }

    static Map<String, Object> asJson(ModelAlias moved) {
        Map<String, Object> object = Json.object();
        object.put("model", moved.getModel());
        object.put("alias", moved.getAlias());
        object.put("version", moved.getVersion());
        object.put("previousVersion", moved.getPreviousVersion());
        object.put("movedBy", moved.getMovedBy());
        object.put("reason", moved.getReason());
        object.put("movedAt", Instant.ofEpochMilli(moved.getMovedAtMillis()).toString());
        return object;
    }
}
