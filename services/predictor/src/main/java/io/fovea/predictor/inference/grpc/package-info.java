/** The gRPC door of the Open Inference Protocol v2. Open {@link io.fovea.predictor.inference.grpc.GrpcDoor} first. */
@NullMarked
package io.fovea.predictor.inference.grpc;

import org.jspecify.annotations.NullMarked;
