package io.fovea.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on loopback that can hold all bytes back, or break every connection. */
final class StallingProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean stalled; // guarded by this

    private StallingProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** @param target the port of loopback that connections are passed on to */
    static StallingProxy to(int target) {
        try {
            var proxy = new StallingProxy(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), target);
            daemon(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on nothing passes, in either direction, and connections stay open. */
    synchronized void stall() {
        stalled = true;
    }

    /** All that was held back passes. */
    synchronized void flow() {
        stalled = false;
        notifyAll();
    }

    /** Breaks every connection, as a reset, with what was on its way lost. */
    void reset() {
        sockets.forEach(
                StallingProxy::abortOnClose); // all before any is closed: a thread that passes closes its other end
        sockets.forEach(StallingProxy::close);
        sockets.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) { // closed, or nobody listens at the target
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(upstream);
            daemon(() -> pass(client, upstream));
            daemon(() -> pass(upstream, client));
        } catch (IOException e) {
            abortOnClose(client);
            close(client);
            sockets.remove(client);
            throw e;
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitFlow();
                out.write(buffer, 0, count);
            }
        } catch (IOException e) { // reset
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void awaitFlow() {
        try {
            while (stalled) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void abortOnClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) { // it is closed already
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) { // it is closed already
        }
    }

    private static void daemon(Runnable task) {
        var thread = new Thread(task, "stalling-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        reset();
        flow();
    }
}
