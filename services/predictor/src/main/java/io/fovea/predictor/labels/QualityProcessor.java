package io.fovea.predictor.labels;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each version's newest outcomes of images, and says once a second how right those were that have changed. */
final class QualityProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration TELL = Duration.ofSeconds(1);

    private final int size;
    private final QualityMeters meters;
    private final Map<String, OutcomeWindow> windows = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> store; // MODEL/VERSION#SLOT: its number, then the outcome

    QualityProcessor(String pipeline, int size, MeterRegistry meters) {
        this.size = size;
        this.meters = new QualityMeters(pipeline, meters);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(LabelTopology.WINDOWS);
        restore();
        context.schedule(TELL, PunctuationType.WALL_CLOCK_TIME, now -> tell(now));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            add(Outcome.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            // none of ours: anyone can write to a topic
        }
    }

    private void add(Outcome outcome) {
        String version = QualityEvents.version(outcome);
        OutcomeWindow window = windows.computeIfAbsent(version, name -> new OutcomeWindow(size));
        int slot = window.slotFor(outcome);
        window.add(outcome);
        byte[] value = outcome.toByteArray();
        store.put(
                version + "#" + slot,
                ByteBuffer.allocate(Long.BYTES + value.length)
                        .putLong(window.next())
                        .put(value)
                        .array());
        changed.add(version);
    }

    private void restore() {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> restore(entry.key, ByteBuffer.wrap(entry.value)));
        }
    }

    /** What another window's size has left in slots beyond the last one is forgotten. */
    private void restore(String key, ByteBuffer value) {
        int hash = key.lastIndexOf('#');
        int slot = Integer.parseInt(key.substring(hash + 1));
        if (slot >= size) {
            store.delete(key);
            return;
        }
        String version = key.substring(0, hash);
        try {
            windows.computeIfAbsent(version, name -> new OutcomeWindow(size))
                    .restore(
                            slot,
                            Outcome.parseFrom(value.slice(Long.BYTES, value.remaining() - Long.BYTES)),
                            value.getLong(0));
            changed.add(version);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The changelog of %s holds what is no outcome.".formatted(key), e);
        }
    }

    private void tell(long now) {
        for (String version : changed) {
            Quality quality = windows.get(version).quality();
            meters.show(quality);
            context.forward(QualityEvents.record(quality, now));
        }
        changed.clear();
    }

    @Override
    public void close() {
        meters.close();
    }
}
