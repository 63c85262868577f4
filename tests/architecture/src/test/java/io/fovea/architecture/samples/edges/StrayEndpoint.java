package io.fovea.architecture.samples.edges;

import jakarta.ws.rs.GET;

interface StrayEndpoint {

    @GET
    String answer();
}
