package io.fovea.registry;

import io.fovea.proto.model.v1.ModelRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records of one process. */
final class ModelRecordsInMemory implements ModelRecords {
    private final Map<String, ModelRecord> records = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Optional<ModelRecord> get(String key) {
        return Optional.ofNullable(records.get(key));
    }

    @Override
    public Map<String, ModelRecord> snapshot() {
        return Map.copyOf(records);
    }

    @Override
    public void put(String key, ModelRecord record) {
        records.put(key, record);
        listeners.forEach(Runnable::run);
    }

    @Override
    public void catchUp() {
        // there are no others
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
