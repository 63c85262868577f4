package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/**
 * HTTP without a client that would refuse to send nonsense.
 *
 * @param server where it listens
 */
record RawHttp(URI server) {

    private static final int PATIENCE_MILLIS = 60_000;

    /** @param path as it goes over the wire */
    Answer send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder("%s %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: %d\r\n"
                .formatted(method, path, body.length));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket.getOutputStream(), head.append("\r\n").toString().getBytes(UTF_8), body);
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (java.net.SocketException e) { // it was refused before all of it was sent
            }
            return Answer.of(answer.toString(ISO_8859_1));
        }
    }

    private static void write(OutputStream out, byte[] head, byte[] body) {
        try {
            out.write(head);
            out.write(body);
            out.flush();
        } catch (IOException e) { // it was refused before all of it was sent
        }
    }

    /**
     * What came back.
     *
     * @param status 0 where the connection was closed without a word
     */
    record Answer(int status, String text) {
        private static Answer of(String text) {
            return text.startsWith("HTTP/1.1 ") && text.length() >= 12
                    ? new Answer(Integer.parseInt(text.substring(9, 12)), text)
                    : new Answer(0, text);
        }
    }
}
