package io.fovea.predictor.inference.grpc;

import io.fovea.messaging.CallHeaders;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Keeps a call's metadata for those who answer it. */
final class CallMetadata implements ServerInterceptor {

    private static final Context.Key<Metadata> KEY = Context.key("metadata");

    /** Of the call that this thread answers. */
    static CallHeaders ofCall() {
        Metadata metadata = KEY.get();
        return name -> metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        return Contexts.interceptCall(Context.current().withValue(KEY, metadata), call, metadata, next);
    }
}
