package io.fovea.predictor.inference;

import io.fovea.messaging.CallTrace;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Tracing;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.Call;
import io.fovea.serving.CallArrival;
import io.fovea.serving.CallRefusedException;
import io.fovea.serving.IndexEntry;
import io.fovea.serving.ModelCalls;
import io.fovea.serving.ModelDescription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the Open Inference Protocol v2 asks of a server, apart from how it is said over HTTP or gRPC: the same tensors, the
 * same checks and the same errors at every door, and those of the stream.
 */
public final class InferenceServer {

    /** What the server calls itself. */
    public static final String NAME = "fovea";

    /** The protocol's extensions that it has. */
    public static final List<String> EXTENSIONS = List.of("binary_tensor_data", "model_repository");

    private static final String SERVICE = "predictor";

    private final BooleanSupplier ready;
    private final ModelCalls calls;
    private final Duration patience;
    private final Tracing tracing;

    /**
     * @param ready whether every pipeline has the model that it should have
     * @param patience a caller's, where it does not name a shorter one
     */
    public InferenceServer(BooleanSupplier ready, ModelCalls calls, Duration patience, Tracing tracing) {
        this.ready = ready;
        this.calls = calls;
        this.patience = patience;
        this.tracing = tracing;
    }

    /** Whether every pipeline has the model that it should have. */
    public boolean isReady() {
        return ready.getAsBoolean();
    }

    /**
     * The model that answers to this name.
     *
     * @param version a number, an alias such as {@code live}, or empty
     * @throws CallRefusedException where there is none
     */
    public ModelDescription model(String name, String version) {
        return calls.find(name, version);
    }

    /** Every version of every model that is served here. */
    public List<IndexEntry> index() {
        return calls.index();
    }

    /** As {@link ModelCalls#load}. */
    public void load(String name) {
        calls.load(name);
    }

    /** As {@link ModelCalls#unload}. */
    public void unload(String name) {
        calls.unload(name);
    }

    /**
     * The model's answer, or a {@link CallRefusedException}, at the latest when the caller's patience ends.
     *
     * @param reading turns what came in into a request; batches may wait for it
     * @throws CallRefusedException where the model is not there or the tensors are not what it takes
     * @throws MalformedRequestException where {@code reading} does
     */
    public CompletionStage<InferenceAnswer> infer(
            String name, String version, Supplier<InferenceRequest> reading, Caller caller) {
        CallTrace trace = tracing.call(SERVICE, "infer", caller.headers());
        try {
            return ask(name, version, reading, caller).whenComplete((answer, refusal) -> tell(trace, answer, refusal));
        } catch (RuntimeException e) {
            trace.refused(e);
            throw e;
        }
    }

    private static void tell(CallTrace trace, @Nullable InferenceAnswer answer, @Nullable Throwable refusal) {
        if (answer != null) {
            trace.answered(
                    answer.model().name() + "/" + answer.model().version(),
                    answer.output().getShape(0));
        } else {
            trace.refused(refusal instanceof CompletionException wrapped ? wrapped.getCause() : refusal);
        }
    }

    private CompletionStage<InferenceAnswer> ask(
            String name, String version, Supplier<InferenceRequest> reading, Caller caller) {
        long start = System.nanoTime();
        ModelDescription model = calls.find(name, version);
        try (CallArrival arrival = calls.announce(model)) {
            InferenceRequest request = reading.get();
            checkOutputs(request.outputs(), model);
            boolean anyVersion = !version.chars().allMatch(Character::isDigit) || version.isEmpty();
            Call call = Call.of(model, anyVersion, onlyInput(request, model), caller.gone(), start + patience(request));
            return arrival.ask(call)
                    .thenApply(answer -> new InferenceAnswer(request.id(), answer.model(), answer.output()));
        }
    }

    private long patience(InferenceRequest request) {
        return request.timeout()
                .filter(wanted -> wanted.compareTo(patience) < 0)
                .orElse(patience)
                .toNanos();
    }

    private static Tensor onlyInput(InferenceRequest request, ModelDescription model) {
        List<String> names = request.inputs().stream().map(Tensor::getName).toList();
        if (!names.equals(List.of(model.input().name()))) {
            throw new CallRefusedException(new Rejection.MalformedTensor("Expected one input \"%s\", received %s."
                    .formatted(model.input().name(), names)));
        }
        return request.inputs().get(0);
    }

    private static void checkOutputs(List<String> wanted, ModelDescription model) {
        for (String output : wanted) {
            if (!output.equals(model.output().name())) {
                throw new CallRefusedException(new Rejection.MalformedTensor("There is no output \"%s\"; there is: %s."
                        .formatted(output, model.output().name())));
            }
        }
    }
}
