package io.fovea.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Adobe's S3Mock in a JVM of its own, on loopback. */
final class S3Mock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private S3Mock(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static S3Mock start(Path folder) throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                        "-jar",
                        program().toString(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--com.adobe.testing.s3mock.http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3mock.log").toFile())
                .start();
        return new S3Mock(process, port);
    }

    S3Client client() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
    }

    /** Returns when the bucket is there. */
    void createBucket(String bucket) throws InterruptedException {
        try (S3Client client = client()) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                try {
                    client.createBucket(request -> request.bucket(bucket));
                    return;
                } catch (SdkException e) {
                    if (System.nanoTime() > end || !process.isAlive()) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(200); // it is still starting
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The jar on the class path that holds Spring Boot's index. */
    private static Path program() {
        URL index = S3Mock.class.getClassLoader().getResource("BOOT-INF/classpath.idx");
        if (index == null) {
            throw new IllegalStateException("S3Mock's program is not on the class path.");
        }
        String jar = index.getPath().substring(0, index.getPath().indexOf('!'));
        return Path.of(URI.create(jar));
    }
}
