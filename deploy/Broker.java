import io.fovea.embeddedkafka.EmbeddedKafka;
import java.nio.file.Path;

/** A Kafka broker on 127.0.0.1 for try-images.sh, where apache/kafka cannot be pulled: {@code Broker.java FOLDER PORT}. */
class Broker {
    public static void main(String[] arguments) throws Exception {
        try (var kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            System.out.println("Kafka on " + kafka.bootstrapServers());
            Thread.currentThread().join();
        }
    }
}
