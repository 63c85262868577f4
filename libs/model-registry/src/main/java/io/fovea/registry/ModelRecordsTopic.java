package io.fovea.registry;

import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.proto.model.v1.ModelRecord;
import java.util.Map;
import java.util.Optional;

/** Topic {@code fovea.models}. */
final class ModelRecordsTopic implements ModelRecords {
    private final TopicTable<ModelRecord> table;
    private final ControlProducer producer;

    ModelRecordsTopic(Map<String, Object> clientProperties) {
        this.producer = ControlProducer.of(clientProperties);
        this.table = TopicTable.follow(clientProperties, Topics.MODELS, ModelRecord::parseFrom);
    }

    @Override
    public Optional<ModelRecord> get(String key) {
        return table.get(key);
    }

    @Override
    public Map<String, ModelRecord> snapshot() {
        return table.snapshot();
    }

    @Override
    public void put(String key, ModelRecord record) {
        producer.send(Topics.MODELS, key, record);
        table.catchUp();
    }

    @Override
    public void catchUp() {
        table.catchUp();
    }

    @Override
    public void onChange(Runnable listener) {
        table.onChange((key, record) -> listener.run());
    }

    @Override
    public void close() {
        table.close();
        producer.close();
    }
}
