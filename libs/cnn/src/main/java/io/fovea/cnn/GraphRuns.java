package io.fovea.cnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * Runs of a graph that answers row by row. Where its rows are cheap, they are shared among threads, and each takes its own through
 * the whole graph: threads that work on one small operation together wait for each other longer than they work (ADR 16). Each takes
 * few rows at a time, so that what one layer gives is still in the core's cache when the next one takes it (ADR 24).
 */
final class GraphRuns implements AutoCloseable {
    /** About 0.1 ms of one core: below, a run's own cost is more than what another thread saves. */
    private static final long LEAST_MULTIPLICATIONS_A_PART = 4_000_000;

    private final Session session;
    private final Optional<NativeRuns> straight;
    private final int threads;
    private final RowCost cost;

    private GraphRuns(Session session, int threads, RowCost cost) {
        this.session = session;
        this.straight = NativeRuns.of(session.graph(), session);
        this.threads = threads;
        this.cost = cost;
    }

    /** Each run as it is; closes the session. */
    static GraphRuns whole(Session session) {
        return new GraphRuns(session, 1, RowCost.NONE);
    }

    /**
     * Whether {@link #sharing} is faster than a session that has all threads for each operation.
     *
     * @param cost of what is asked for
     */
    static boolean fits(RowCost cost, Device device) {
        return TensorFlowRuntime.keepsThreadsApart(device) && cost.isSmall();
    }

    /** @param threads that rows are shared among; 0 for one a core */
    static GraphRuns sharing(Graph graph, RowCost cost, Device device, int threads) {
        Session session = new Session(graph, TensorFlowRuntime.prepareToShareRows(device));
        return new GraphRuns(session, threads == 0 ? Runtime.getRuntime().availableProcessors() : threads, cost);
    }

    /**
     * @param fed by the tensors' names; each has as many rows
     * @param wanted names of tensors that have a row for each row fed
     * @return what was wanted, in that order
     */
    List<HostTensor> run(Map<String, HostTensor> fed, List<String> wanted) {
        Set<Integer> rows = fed.values().stream().map(HostTensor::rows).collect(Collectors.toSet());
        int batch = rows.size() == 1 ? rows.iterator().next() : 0; // TensorFlow says what is wrong with several
        int parts = parts(batch);
        return parts < 2 ? runWhole(fed, wanted) : runParts(fed, wanted, batch, parts);
    }

    /** One a thread, or more where what a layer gives for all of a part's rows would not stay in a core's own cache. */
    private int parts(int batch) {
        long worth = batch * cost.multiplications() / LEAST_MULTIPLICATIONS_A_PART;
        long turns = ceilDivided(ceilDivided(batch, cost.rowsAtOnce()), threads);
        return (int) Math.min(Math.min(threads * turns, batch), worth);
    }

    private static long ceilDivided(long number, long by) {
        return -Math.floorDiv(-number, by);
    }

    /** As {@link #run}, for whatever has how many rows. */
    List<HostTensor> runWhole(Map<String, HostTensor> fed, List<String> wanted) {
        return straight.map(runs -> runs.run(fed, wanted, NativeTensors::allocate))
                .orElseGet(() -> run(fed, wanted, NativeTensors::copyOf));
    }

    private List<HostTensor> runParts(Map<String, HostTensor> fed, List<String> wanted, int batch, int parts) {
        AtomicReferenceArray<List<HostTensor>> answers = new AtomicReferenceArray<>(parts);
        SharedParts.run(parts, threads, part -> {
            int from = (int) ((long) batch * part / parts);
            int to = (int) ((long) batch * (part + 1) / parts);
            answers.set(part, runRows(fed, wanted, from, to));
        });
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> HostTensor.concatenated(IntStream.range(0, parts)
                        .mapToObj(part -> answers.get(part).get(i))
                        .toList()))
                .toList();
    }

    private List<HostTensor> runRows(Map<String, HostTensor> fed, List<String> wanted, int from, int to) {
        return straight.map(runs -> runs.run(fed, wanted, host -> NativeTensors.allocate(host, from, to)))
                .orElseGet(() -> run(fed, wanted, host -> NativeTensors.copyOf(host, from, to)));
    }

    private List<HostTensor> run(
            Map<String, HostTensor> fed, List<String> wanted, Function<HostTensor, Tensor> copyOf) {
        Session.Runner runner = session.runner();
        List<Tensor> tensors = new ArrayList<>();
        try {
            fed.forEach((name, host) -> {
                tensors.add(copyOf.apply(host));
                runner.feed(name, tensors.get(tensors.size() - 1));
            });
            wanted.forEach(runner::fetch);
            try (Result result = runner.run()) {
                return IntStream.range(0, wanted.size())
                        .mapToObj(i -> NativeTensors.toHost(result.get(i)))
                        .toList();
            }
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    @Override
    public void close() {
        straight.ifPresentOrElse(NativeRuns::close, session::close);
    }
}
