package io.fovea.registry;

import java.util.List;

/** Nobody published that version; the message says which there are. */
public final class UnknownVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownVersionException(String model, String version, List<String> known) {
        super(
                known.isEmpty()
                        ? "There is no model '%s' in the registry. Maybe it has not been trained yet.".formatted(model)
                        : "Model '%s' has no version '%s'; it has %s."
                                .formatted(model, version, String.join(", ", known)));
    }
}
