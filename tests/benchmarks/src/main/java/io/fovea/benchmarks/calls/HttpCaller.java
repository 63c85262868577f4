package io.fovea.benchmarks.calls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.benchmarks.served.ServedNetwork;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/**
 * The Open Inference Protocol over HTTP/1.1 with binary tensors on a connection of its own. Writes and reads bytes itself: a client
 * that takes as long as the server would hide what is measured.
 */
final class HttpCaller implements Caller {

    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    HttpCaller(URI server, ServedNetwork network, byte[] picture) throws IOException {
        this.socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.request = request(server, network, picture);
    }

    private static byte[] request(URI server, ServedNetwork network, byte[] picture) {
        long[] shape = network.shape();
        byte[] json =
                """
                {"inputs": [{"name": "image", "shape": [1, %d, %d, %d], "datatype": "UINT8", "parameters": {"binary_data_size": %d}}],
                 "parameters": {"binary_data_output": true}}""".formatted(shape[0], shape[1], shape[2], picture.length).getBytes(UTF_8);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                """
                POST /v2/models/%s/infer HTTP/1.1\r
                Host: %s\r
                Content-Type: application/octet-stream\r
                Inference-Header-Content-Length: %d\r
                Content-Length: %d\r
                \r
                """.formatted(network.pipeline(), server.getAuthority(), json.length, json.length + picture.length)
                        .getBytes(ISO_8859_1));
        bytes.writeBytes(json);
        bytes.writeBytes(picture);
        return bytes.toByteArray();
    }

    @Override
    public void call() throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).trim());
            }
        }
        byte[] body = in.readNBytes(length);
        if (!status.contains(" 200 ")) {
            throw new IOException(status + " " + new String(body, UTF_8));
        }
    }

    private String line() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("The server has closed the connection.");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) read;
        }
        return new String(line, 0, length, ISO_8859_1).trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
