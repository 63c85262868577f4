package io.fovea.cnn;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionRun;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;

/** What runs with the same inputs and outputs have in common. For any number of threads. */
final class PreparedRun {
    private final int fed;
    private final int wanted;
    private final TF_Output inputs;
    private final TF_Output outputs;
    private final Queue<Places> free = new ConcurrentLinkedQueue<>();

    private PreparedRun(Names names, TF_Output inputs, TF_Output outputs) {
        this.fed = names.fed().size();
        this.wanted = names.wanted().size();
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** @throws IllegalArgumentException where the graph has no such tensor */
    static PreparedRun of(Graph graph, Names names) {
        return new PreparedRun(names, tensors(graph, names.fed()), tensors(graph, names.wanted()));
    }

    private static TF_Output tensors(Graph graph, List<String> names) {
        TF_Output tensors = new TF_Output(Math.max(1, names.size()));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int colon = name.lastIndexOf(':');
            GraphOperation operation = graph.operation(colon < 0 ? name : name.substring(0, colon));
            int index = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
            if (operation == null || index >= operation.numOutputs()) {
                throw new IllegalArgumentException("The graph has no tensor %s.".formatted(name));
            }
            tensors.position(i).oper(operation.getUnsafeNativeHandle()).index(index);
        }
        return tensors.position(0);
    }

    /** @param values in the order of the names */
    List<HostTensor> run(TF_Session session, Collection<HostTensor> values, Function<HostTensor, TF_Tensor> copyOf) {
        Places kept = free.poll();
        Places places = kept == null ? new Places(fed, wanted) : kept;
        List<TF_Tensor> tensors = new ArrayList<>();
        try {
            for (HostTensor value : values) {
                TF_Tensor tensor = copyOf.apply(value);
                places.inputs.put(tensors.size(), tensor);
                tensors.add(tensor);
            }
            return run(session, places);
        } finally {
            tensors.forEach(tensor -> TF_DeleteTensor(tensor));
            free.add(places);
        }
    }

    private List<HostTensor> run(TF_Session session, Places places) {
        for (int i = 0; i < wanted; i++) {
            places.outputs.put(i, (Pointer) null);
        }
        TF_SessionRun(
                session,
                (TF_Buffer) null,
                inputs,
                places.inputs,
                fed,
                outputs,
                places.outputs,
                wanted,
                (PointerPointer<TF_Operation>) null,
                0,
                (TF_Buffer) null,
                places.status);
        places.status.throwExceptionIfNotOK();
        List<HostTensor> answers = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            answers.add(NativeTensors.takeToHost(places.outputs.get(TF_Tensor.class, i)));
        }
        return answers;
    }

    /** Names of tensors, {@code operation:output}. */
    record Names(List<String> fed, List<String> wanted) {}

    /** Where one run at a time finds its tensors and leaves others. */
    private static final class Places {
        private final PointerPointer<TF_Tensor> inputs;
        private final PointerPointer<TF_Tensor> outputs;
        private final TF_Status status = TF_Status.newStatus();

        private Places(int fed, int wanted) {
            this.inputs = new PointerPointer<>(Math.max(1, fed));
            this.outputs = new PointerPointer<>(Math.max(1, wanted));
        }
    }
}
