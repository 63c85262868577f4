package io.fovea.registry;

import io.fovea.proto.model.v1.ModelRecord;
import java.util.Map;
import java.util.Optional;

/** The newest record of each key {@code MODEL/VERSION} or {@code MODEL/ALIAS}. */
interface ModelRecords extends AutoCloseable {
    Optional<ModelRecord> get(String key);

    Map<String, ModelRecord> snapshot();

    /** Returns when the record is stored and {@link #get} sees it. */
    void put(String key, ModelRecord record);

    void catchUp();

    void onChange(Runnable listener);

    @Override
    void close();
}
