package io.fovea.messaging;

import org.jspecify.annotations.Nullable;

/** The headers of a call over HTTP or gRPC. */
@FunctionalInterface
public interface CallHeaders {

    /** @return null where there is none of that name, which is in lower case */
    @Nullable
    String get(String name);
}
