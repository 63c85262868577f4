package io.fovea.ingestion;

import io.fovea.ingestion.bars.BarIngestion;
import io.fovea.ingestion.bars.BarSubmissionReader;
import io.fovea.ingestion.bars.Feeds;
import io.fovea.ingestion.folders.FolderIntake;
import io.fovea.ingestion.folders.WatchedFolders;
import io.fovea.ingestion.labels.LabelIngestion;
import io.fovea.ingestion.labels.LabelReader;
import io.fovea.ingestion.publishing.BarEvents;
import io.fovea.ingestion.publishing.BrokerUnavailableException;
import io.fovea.ingestion.publishing.ClaimChecks;
import io.fovea.ingestion.publishing.EventLog;
import io.fovea.ingestion.publishing.ImageEvents;
import io.fovea.ingestion.publishing.KafkaClients;
import io.fovea.ingestion.publishing.KafkaPublished;
import io.fovea.ingestion.publishing.ProducerTransactions;
import io.fovea.ingestion.publishing.RefusedImage;
import io.fovea.ingestion.submission.Admission;
import io.fovea.ingestion.submission.IngestionLimits;
import io.fovea.ingestion.submission.SubmissionReader;
import io.fovea.messaging.TopicAdmin;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.market.v1.Bar;
import io.fovea.registry.ArtefactStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/** Builds ingestion from its settings, and closes what it has built. */
@Singleton
class IngestionSetup {
    private static final Logger LOG = Logger.getLogger(IngestionSetup.class);
    private static final Duration SLOT_PATIENCE = Duration.ofSeconds(10);

    private final IngestionConfig config;
    private final IngestionLimits limits;
    private final TopicAdmin admin;
    private final AppliedPipelines pipelines;
    private final EventLog<ImageRecord> log;
    private final EventLog<Bar> barLog;
    private final BarIngestion bars;
    private final LabelIngestion labels;
    private final Feeds feeds;
    private final EventLog<RefusedImage> refused;
    private final WatchedFolders folders;
    private final MeterRegistry meters;

    IngestionSetup(
            IngestionConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        limits = new IngestionLimits(
                config.maxImageBytes().asLongValue(),
                config.maxImagePixels(),
                config.maxRequestBytes().asLongValue(),
                config.maxImages());
        var clients = new KafkaClients(kafka, "ingestion-" + config.instance());
        admin = TopicAdmin.of(clients.bounded());
        pipelines = AppliedPipelines.follow(clients.bounded());
        var events = new ImageEvents(new ClaimChecks(ArtefactStore.open(config.storage())), Clock.systemUTC());
        log = EventLog.ofImages(
                KafkaPublished.images(admin, clients::consumer), new ProducerTransactions(clients::producer), events);
        var letterClients = new KafkaClients(kafka, "ingestion-letters-" + config.instance());
        refused = EventLog.ofRefusedImages(
                KafkaPublished.refusedImages(admin, letterClients::consumer),
                new ProducerTransactions(letterClients::producer),
                events);
        var barClients = new KafkaClients(kafka, "ingestion-bars-" + config.instance());
        barLog = EventLog.ofBars(
                KafkaPublished.bars(admin, barClients::consumer),
                new ProducerTransactions(barClients::producer),
                new BarEvents());
        bars = new BarIngestion(barLog, meters);
        var labelClients = new KafkaClients(kafka, "ingestion-labels-" + config.instance());
        labels = new LabelIngestion(admin, new ProducerTransactions(labelClients::producer), meters);
        feeds = Feeds.follow(pipelines::all, bars, meters);
        folders = WatchedFolders.follow(
                config.incoming(), pipelines::all, new FolderIntake(limits, log, refused, meters), Clock.systemUTC());
        Gauge.builder("fovea.ingestion.known.bars", barLog, EventLog::size).register(meters);
        Gauge.builder("fovea.ingestion.known.images", log, EventLog::size).register(meters);
    }

    /** Frees readers of what a killed process of this name left open, without keeping the start waiting. */
    void onStart(@Observes StartupEvent started) {
        var opening = new Thread(this::open, "ingestion-opening");
        opening.setDaemon(true);
        opening.start();
    }

    @Produces
    @Singleton
    Ingestion ingestion() {
        return new Ingestion(pipelines, new Admission(limits), log, new IngestionMetrics(meters));
    }

    @Produces
    @Singleton
    SubmissionReader submissionReader() {
        return new SubmissionReader(limits);
    }

    @Produces
    @Singleton
    RequestSlots requestSlots() {
        return new RequestSlots(config.maxConcurrentRequests(), SLOT_PATIENCE);
    }

    @Produces
    @Singleton
    EventLog<ImageRecord> imageLog() {
        return log;
    }

    @Produces
    @Singleton
    BarIngestion barIngestion() {
        return bars;
    }

    @Produces
    @Singleton
    BarSubmissionReader barSubmissionReader() {
        return new BarSubmissionReader(limits.maxRequestBytes(), config.maxBars(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    LabelIngestion labelIngestion() {
        return labels;
    }

    @Produces
    @Singleton
    LabelReader labelReader() {
        return new LabelReader(limits.maxRequestBytes(), config.maxLabels(), Clock.systemUTC());
    }

    @PreDestroy
    void close() {
        feeds.close();
        folders.close();
        log.close();
        refused.close();
        barLog.close();
        labels.close();
        pipelines.close();
        admin.close();
    }

    private void open() {
        try {
            log.check();
            barLog.check();
        } catch (BrokerUnavailableException e) {
            LOG.infof("Kafka does not answer yet; requests are answered with 503 until it does.");
        }
    }
}
