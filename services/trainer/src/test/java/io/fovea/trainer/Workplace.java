package io.fovea.trainer;

import io.fovea.cnn.Device;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingState;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.trainer.examples.RecordSource;
import io.fovea.trainer.examples.RejectedExample;
import io.fovea.trainer.examples.TrainingExamples;
import io.fovea.trainer.jobs.EventLog;
import io.fovea.trainer.jobs.Stop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What trainers share: storage, registry, records and events, all without Kafka. */
final class Workplace implements AutoCloseable {
    final ArtefactStore store;
    final ModelRegistry registry;
    final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    final List<RejectedExample> rejected = new ArrayList<>();
    final List<TrainingEvent> events = new CopyOnWriteArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final TrainingMeters trainingMeters = new TrainingMeters(meters);
    private final List<EventLog> logs = new ArrayList<>();
    private Duration checkpointInterval = Duration.ofMinutes(1);
    private Consumer<TrainingEvent> onEvent = event -> {};

    Workplace(Path storage) {
        store = ArtefactStore.open(storage.toUri());
        registry = ModelRegistry.inMemory(store);
    }

    /** A new trainer, as after the death of the one before. */
    Trainer trainer(String name) {
        EventLog log = new EventLog(this::write);
        logs.add(log);
        var settings = new TrainerSettings(name, Device.CPU, 3, checkpointInterval, Duration.ZERO);
        var examples = new TrainingExamples(new RecordsInMemory(), rejected::addAll, registry, trainingMeters);
        return new Trainer(settings, examples, store, registry, log, trainingMeters);
    }

    /** Of the trainers that come: between two checkpoints within an epoch, at least. */
    void checkpointInterval(Duration interval) {
        checkpointInterval = interval;
    }

    void add(List<Example> examples) {
        records.addAll(Stripes.records(Topics.examples(Stripes.PIPELINE), examples));
    }

    /** Called for each event before it is kept; what it throws, writing throws. */
    void onEvent(Consumer<TrainingEvent> reaction) {
        onEvent = reaction;
    }

    List<TrainingEvent> events(TrainingState state) {
        return events.stream().filter(event -> event.getState() == state).toList();
    }

    TrainingEvent last() {
        return events.get(events.size() - 1);
    }

    private void write(TrainingEvent event) {
        onEvent.accept(event);
        events.add(event);
    }

    @Override
    public void close() {
        logs.forEach(EventLog::close);
        registry.close();
    }

    private final class RecordsInMemory implements RecordSource {
        @Override
        public void read(List<OffsetRange> ranges, Stop stop, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            for (OffsetRange range : ranges) {
                stop.check();
                records.stream()
                        .filter(record -> record.topic().equals(range.getTopic()))
                        .filter(record -> record.offset() >= range.getFrom() && record.offset() < range.getTo())
                        .forEach(reader);
            }
        }
    }
}
