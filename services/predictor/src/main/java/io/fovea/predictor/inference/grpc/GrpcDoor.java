package io.fovea.predictor.inference.grpc;

import io.fovea.predictor.inference.InferenceServer;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The Open Inference Protocol v2 over gRPC, on a port of its own. */
public final class GrpcDoor implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GrpcDoor.class);
    private static final int CALLS_OF_A_CONNECTION = 1000;
    private static final long CLOSING_SECONDS = 2;

    private final Server server;
    private final ExecutorService slow;

    private GrpcDoor(Server server, ExecutorService slow) {
        this.server = server;
        this.slow = slow;
    }

    /**
     * Opens the door; the caller closes it.
     *
     * @param address where to listen; port 0 for any
     * @param version of the application
     * @param mostBytes of one request, which is refused before it is decoded where it has more
     * @throws IOException where it cannot listen there
     */
    public static GrpcDoor open(InferenceServer inference, InetSocketAddress address, String version, int mostBytes)
            throws IOException {
        ExecutorService slow = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "predictor-grpc-loading");
            thread.setDaemon(true);
            return thread;
        });
        Server server = NettyServerBuilder.forAddress(address)
                .directExecutor() // nothing waits: batches answer from a thread of theirs
                .maxInboundMessageSize(mostBytes)
                .maxConcurrentCallsPerConnection(CALLS_OF_A_CONNECTION)
                .intercept(new CallMetadata())
                .addService(new GrpcService(inference, version, slow))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            slow.shutdown();
            throw e;
        }
        LOG.infof("gRPC answers on %s:%d", address.getHostString(), server.getPort());
        return new GrpcDoor(server, slow);
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        slow.shutdownNow();
        server.shutdown();
        try {
            if (!server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
