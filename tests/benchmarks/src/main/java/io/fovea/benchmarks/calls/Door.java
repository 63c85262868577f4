package io.fovea.benchmarks.calls;

import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.Pictures;
import io.fovea.benchmarks.served.ServedNetwork;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A way to ask the predictor, and so many callers that go it. */
final class Door implements AutoCloseable {

    private static final int CHANNELS = 4;

    private final String name;
    private final List<Caller> callers = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    private Door(String name) {
        this.name = name;
    }

    static Door http(ServiceProcess predictor, ServedNetwork network, int count) throws IOException {
        Door door = new Door("REST");
        Pictures pictures = Pictures.random(network, count, 11);
        for (int i = 0; i < count; i++) {
            door.callers.add(new HttpCaller(predictor.url(), network, pictures.picture(i)));
        }
        return door;
    }

    static Door grpc(ServiceProcess predictor, ServedNetwork network, int count) {
        Door door = new Door("gRPC");
        Pictures pictures = Pictures.random(network, count, 11);
        for (int i = 0; i < Math.min(CHANNELS, count); i++) {
            door.channels.add(NettyChannelBuilder.forAddress("127.0.0.1", predictor.grpcPort())
                    .usePlaintext()
                    .directExecutor()
                    .build());
        }
        for (int i = 0; i < count; i++) {
            door.callers.add(new GrpcCaller(door.channels.get(i % door.channels.size()), network, pictures.picture(i)));
        }
        return door;
    }

    String name() {
        return name;
    }

    Callers callers() {
        return new Callers(callers);
    }

    Callers alone() {
        return new Callers(callers.subList(0, 1));
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.close();
        }
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
