package io.fovea.predictor.inference;

import io.fovea.messaging.Rejection;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.Call;
import io.fovea.serving.CallArrival;
import io.fovea.serving.CallRefusedException;
import io.fovea.serving.IndexEntry;
import io.fovea.serving.ModelCalls;
import io.fovea.serving.ModelDescription;
import io.fovea.serving.Serving;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the Open Inference Protocol v2 asks of a server, apart from how it is said over HTTP or gRPC: the same tensors, the
 * same checks and the same errors at every door, and those of the stream.
 */
public final class InferenceServer {

    /** What the server calls itself. */
    public static final String NAME = "fovea";

    /** The protocol's extensions that it has. */
    public static final List<String> EXTENSIONS = List.of("binary_tensor_data", "model_repository");

    private final Serving serving;
    private final ModelCalls calls;
    private final Duration patience;

    /** @param patience a caller's, where it does not name a shorter one */
    public InferenceServer(Serving serving, ModelCalls calls, Duration patience) {
        this.serving = serving;
        this.calls = calls;
        this.patience = patience;
    }

    /** Whether every pipeline has the model that it should have. */
    public boolean isReady() {
        return serving.isReady();
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
     * @param gone whether the caller waits no more
     * @throws CallRefusedException where the model is not there or the tensors are not what it takes
     * @throws MalformedRequestException where {@code reading} does
     */
    public CompletionStage<InferenceAnswer> infer(
            String name, String version, Supplier<InferenceRequest> reading, BooleanSupplier gone) {
        long start = System.nanoTime();
        ModelDescription model = calls.find(name, version);
        try (CallArrival arrival = calls.announce(model)) {
            InferenceRequest request = reading.get();
            checkOutputs(request.outputs(), model);
            boolean anyVersion = !version.chars().allMatch(Character::isDigit) || version.isEmpty();
            Call call = Call.of(model, anyVersion, onlyInput(request, model), gone, start + patience(request));
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
