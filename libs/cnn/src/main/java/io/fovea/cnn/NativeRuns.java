package io.fovea.cnn;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Tensor;

/**
 * Runs of a session straight on TensorFlow's C interface, with what stays the same between runs made once. TensorFlow Java makes a
 * dozen native objects for each run, and each enters and leaves a list that one lock guards for the whole process: two threads with
 * small networks wait for it longer than they compute (ADR 24). For any number of threads.
 */
final class NativeRuns implements AutoCloseable {
    private static final int MOST_KEPT = 64;
    private static final Optional<Field> HANDLE = handle();

    private final Graph graph;
    private final Session session;
    private final TF_Session handle;
    private final ReadWriteLock open = new ReentrantReadWriteLock(); // written to by close alone, which waits for runs
    private final Map<PreparedRun.Names, PreparedRun> prepared = new ConcurrentHashMap<>();
    private boolean closed;

    private NativeRuns(Graph graph, Session session, TF_Session handle) {
        this.graph = graph;
        this.session = session;
        this.handle = handle;
    }

    /** Empty where the JVM, or another version of TensorFlow Java, does not show the session's handle. */
    static Optional<NativeRuns> of(Graph graph, Session session) {
        return HANDLE.flatMap(field -> {
                    try {
                        return Optional.ofNullable((TF_Session) field.get(session));
                    } catch (IllegalAccessException e) {
                        return Optional.empty();
                    }
                })
                .map(handle -> new NativeRuns(graph, session, handle));
    }

    private static Optional<Field> handle() {
        try {
            Field field = Session.class.getDeclaredField("nativeHandle");
            field.setAccessible(true);
            return field.getType() == TF_Session.class ? Optional.of(field) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * @param fed by the tensors' names
     * @param copyOf what is fed of a tensor; freed here
     * @return what was wanted, in that order
     * @throws IllegalArgumentException where the graph has no such tensor
     */
    List<HostTensor> run(Map<String, HostTensor> fed, List<String> wanted, Function<HostTensor, TF_Tensor> copyOf) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The model is closed.");
            }
            return prepared(new PreparedRun.Names(List.copyOf(fed.keySet()), wanted))
                    .run(handle, fed.values(), copyOf);
        } finally {
            open.readLock().unlock();
        }
    }

    private PreparedRun prepared(PreparedRun.Names names) {
        PreparedRun known = prepared.get(names);
        if (known != null) {
            return known;
        }
        if (prepared.size() >= MOST_KEPT) {
            prepared.clear(); // whoever runs one holds it
        }
        return prepared.computeIfAbsent(names, any -> PreparedRun.of(graph, names));
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            closed = true;
            session.close();
        } finally {
            open.writeLock().unlock();
        }
    }
}
