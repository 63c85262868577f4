package io.fovea.predictor;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * What the predictor needs of the web server: loopback unless told otherwise, and the server's own bound on bodies, which
 * answers without a sentence, above the predictor's. The same as ingestion's, since in one JVM either may be found first.
 */
public final class HttpDefaults implements ConfigSource {
    private static final int BELOW_EVERY_FILE = 50;
    private static final Map<String, String> VALUES =
            Map.of("quarkus.http.host", "127.0.0.1", "quarkus.http.limits.max-body-size", "256M");

    @Override
    public Set<String> getPropertyNames() {
        return VALUES.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        return VALUES.get(key);
    }

    @Override
    public String getName() {
        return "fovea-predictor-http";
    }

    @Override
    public int getOrdinal() {
        return BELOW_EVERY_FILE;
    }
}
