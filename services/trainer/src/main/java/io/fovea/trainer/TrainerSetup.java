package io.fovea.trainer;

import io.fovea.cnn.Device;
import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.trainer.examples.DeadLetterTopic;
import io.fovea.trainer.examples.KafkaRecordSource;
import io.fovea.trainer.examples.TrainingExamples;
import io.fovea.trainer.jobs.EventLog;
import io.fovea.trainer.jobs.JobQueue;
import io.fovea.trainer.retraining.DriftListener;
import io.fovea.trainer.retraining.Retraining;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Builds the trainer from its settings, and closes what it has built. */
@Singleton
class TrainerSetup {
    private static final Logger LOG = Logger.getLogger(TrainerSetup.class);
    private static final String SOURCE = "/fovea/trainer";

    private final Map<String, Object> kafka;
    private final ControlProducer producer;
    private final EventLog events;
    private final ModelRegistry registry;
    private final JobQueue queue;
    private final Retraining retraining;
    private final DriftListener drift;

    TrainerSetup(
            TrainerConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "") Optional<String> version,
            MeterRegistry meters) {
        this.kafka = kafka;
        producer = ControlProducer.of(kafka);
        events = new EventLog(this::publish);
        ArtefactStore store = ArtefactStore.open(config.storage());
        registry = new ModelRegistry(kafka, store);
        var source = new KafkaRecordSource(kafka, config.patience());
        var trainingMeters = new TrainingMeters(meters);
        var examples =
                new TrainingExamples(source, new DeadLetterTopic(kafka, source, producer), registry, trainingMeters);
        var settings = new TrainerSettings(
                config.instance(),
                new Device(config.device()),
                config.attempts(),
                config.checkpointInterval(),
                config.progressInterval());
        var trainer = new Trainer(settings, examples, store, registry, events, trainingMeters);
        queue = new JobQueue(trainer, config.outagePause());
        retraining = new Retraining(kafka, registry, producer, version.orElse(""));
        drift = DriftListener.start(kafka, retraining);
    }

    @Produces
    @Singleton
    JobQueue queue() {
        return queue;
    }

    /** Makes the topics of a new cluster, without keeping the start waiting for it. */
    void onStart(@Observes StartupEvent started) {
        var opening = new Thread(this::ensureTopics, "trainer-opening");
        opening.setDaemon(true);
        opening.start();
    }

    /** Lets go of the job before the channels close, so that they need not wait for it. */
    void onStop(@Observes @Priority(1) ShutdownEvent stopping) {
        queue.close();
    }

    @PreDestroy
    void close() {
        drift.close();
        retraining.close();
        queue.close();
        events.close();
        registry.close();
        producer.close();
    }

    private void ensureTopics() {
        try (TopicAdmin admin = TopicAdmin.of(kafka)) {
            admin.ensureControlTopics();
        } catch (MessagingException e) {
            LOG.infof(
                    "Kafka does not answer yet; whoever asks for training makes its topics. reason=%s", e.getMessage());
        }
    }

    private void publish(TrainingEvent event) {
        producer.send(
                Topics.TRAINING_EVENTS,
                event.getJobId(),
                event,
                CloudEventHeaders.of(
                        UUID.randomUUID().toString(),
                        SOURCE,
                        TrainingEvent.getDescriptor().getFullName(),
                        Instant.ofEpochMilli(event.getAtMillis())));
    }
}
