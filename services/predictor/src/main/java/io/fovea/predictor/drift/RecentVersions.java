package io.fovea.predictor.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What is held of the versions that answered last, by name; of 64, and whoever answered longest ago is let go. */
final class RecentVersions<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1;
    private static final int MOST = 64;

    private final transient Consumer<V> letGo;

    RecentVersions(Consumer<V> letGo) {
        super(16, 0.75f, true);
        this.letGo = letGo;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        if (size() <= MOST) {
            return false;
        }
        letGo.accept(eldest.getValue());
        return true;
    }
}
