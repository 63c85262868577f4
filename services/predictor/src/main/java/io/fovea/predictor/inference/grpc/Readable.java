package io.fovea.predictor.inference.grpc;

import com.google.protobuf.Message;
import io.fovea.predictor.inference.MalformedRequestException;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Reads requests so that bytes that are none are refused where the call is answered, as the caller's fault; gRPC itself would say
 * {@code INTERNAL}.
 */
final class Readable<Q extends Message> implements Marshaller<Supplier<Q>> {

    private final Marshaller<Q> messages;

    Readable(Q message) {
        this.messages = ProtoUtils.marshaller(message);
    }

    @Override
    public Supplier<Q> parse(InputStream stream) {
        try {
            Q message = messages.parse(stream);
            return () -> message;
        } catch (StatusRuntimeException e) {
            return () -> {
                throw new MalformedRequestException(
                        "The message cannot be read: " + e.getStatus().getDescription() + ".");
            };
        }
    }

    @Override
    public InputStream stream(Supplier<Q> request) {
        return messages.stream(request.get());
    }
}
