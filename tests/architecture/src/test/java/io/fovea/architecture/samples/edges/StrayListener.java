package io.fovea.architecture.samples.edges;

import org.eclipse.microprofile.reactive.messaging.Incoming;

interface StrayListener {

    @Incoming("anything")
    void listen(String payload);
}
