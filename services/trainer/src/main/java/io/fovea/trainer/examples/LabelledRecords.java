package io.fovea.trainer.examples;

import com.google.protobuf.CodedInputStream;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.trainer.jobs.Stop;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The labelled examples of some offset ranges, one an id: the later one holds, so that a label can be put right by
 * ingesting the image again. Records that cannot be read are passed over; they are no less the next service's, which
 * makes them dead letters.
 */
public final class LabelledRecords {
    private final Map<String, LabelledRecord> byId = new HashMap<>();
    private long records;

    private LabelledRecords() {}

    public static LabelledRecords read(RecordSource source, List<OffsetRange> ranges, Stop stop) {
        LabelledRecords labelled = new LabelledRecords();
        source.read(ranges, stop, labelled::add);
        return labelled;
    }

    public Collection<LabelledRecord> all() {
        return byId.values();
    }

    /** How many records there were, with and without a label. */
    public long records() {
        return records;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        records++;
        parse(record)
                .filter(example -> example.getLabelsCount() > 0)
                .ifPresent(example -> byId.put(example.getId(), new LabelledRecord(record, example)));
    }

    private static Optional<Example> parse(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            CodedInputStream bytes = CodedInputStream.newInstance(record.value());
            bytes.enableAliasing(true); // tensors are slices of the record, not copies
            return Optional.of(Example.parseFrom(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
