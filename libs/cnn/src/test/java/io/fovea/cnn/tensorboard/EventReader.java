package io.fovea.cnn.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.Event;
import org.tensorflow.types.TString;

/** Reads event files with TensorFlow's own reader of records, which checks their checksums. */
public final class EventReader {
    private EventReader() {}

    /** @throws TensorFlowException where a checksum is wrong, or the file is cut short */
    public static List<Event> read(Path file) {
        List<Event> events = new ArrayList<>();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var files = tf.io.fifoQueue(List.of(TString.class));
            var enqueue = tf.io.queueEnqueue(files, List.of(tf.constant(file.toString())));
            var close = tf.withControlDependencies(enqueue).io.queueClose(files);
            var record = tf.io.readerRead(tf.io.tfRecordReader(), files);
            try (Session session = new Session(graph)) {
                session.runner().addTarget(close).run().close();
                while (true) {
                    try (Result result = session.runner().fetch(record.value()).run()) {
                        events.add(Event.parseFrom(
                                ((TString) result.get(0)).asBytes().getObject()));
                    }
                }
            }
        } catch (TFOutOfRangeException e) {
            return events;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
