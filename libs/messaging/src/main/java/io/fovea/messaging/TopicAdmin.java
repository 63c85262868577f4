package io.fovea.messaging;

import io.fovea.proto.training.v1.OffsetRange;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates Fovea's topics and says where they stand. Every method may be called again and by several at once. */
public final class TopicAdmin implements AutoCloseable {

    private static final int DATA_PARTITIONS = 4;
    private static final int JOB_PARTITIONS = 4; // as many trainers can share the queue
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    private static final Map<String, String> KEPT = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");

    private final Admin admin;
    private final TopicCreation creation;

    private TopicAdmin(Admin admin) {
        this.admin = admin;
        this.creation = new TopicCreation(admin);
    }

    /** An admin on these client properties, of which {@code bootstrap.servers} is needed. */
    public static TopicAdmin of(Map<String, Object> clientProperties) {
        var properties = new HashMap<String, Object>();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.putAll(clientProperties);
        return new TopicAdmin(Admin.create(properties));
    }

    /** Creates the control topics that are not there yet. */
    public void ensureControlTopics() {
        creation.create(List.of(
                topic(Topics.PIPELINES, 1, COMPACTED),
                topic(Topics.MODELS, 1, COMPACTED),
                topic(Topics.TRAINING_JOBS, JOB_PARTITIONS, KEPT),
                topic(Topics.TRAINING_EVENTS, 1, KEPT)));
    }

    /** Creates the data topics of an image pipeline that are not there yet, with 4 partitions each. */
    public void ensurePipelineTopics(String pipeline) {
        creation.create(Stream.of(
                        Topics.images(pipeline),
                        Topics.examples(pipeline),
                        Topics.features(pipeline),
                        Topics.predictions(pipeline),
                        Topics.deadLetters(pipeline))
                .map(name -> topic(name, DATA_PARTITIONS, Map.of()))
                .toList());
    }

    /**
     * Creates the data topics of a market pipeline that are not there yet. What belongs to a cross-section is in one
     * partition; bars, examples, predictions and dead letters have 4.
     */
    public void ensureMarketTopics(String pipeline) {
        Stream<NewTopic> shared = Stream.of(
                        Topics.bars(pipeline),
                        Topics.standings(pipeline),
                        Topics.examples(pipeline),
                        Topics.predictions(pipeline),
                        Topics.deadLetters(pipeline))
                .map(name -> topic(name, DATA_PARTITIONS, Map.of()));
        Stream<NewTopic> whole = Stream.of(
                        Topics.periodNews(pipeline), Topics.periods(pipeline), Topics.scores(pipeline))
                .map(name -> topic(name, 1, Map.of()));
        creation.create(Stream.concat(shared, whole).toList());
    }

    /**
     * Creates the topics of delayed labels that are not there yet: labels with 4 partitions, as predictions have them, and
     * outcomes and quality with one.
     */
    public void ensureLabelTopics(String pipeline) {
        creation.create(List.of(
                topic(Topics.labels(pipeline), DATA_PARTITIONS, Map.of()),
                topic(Topics.outcomes(pipeline), 1, Map.of()),
                topic(Topics.quality(pipeline), 1, Map.of())));
    }

    /** Creates the topic of drift with one partition when it is not there yet. */
    public void ensureDriftTopic(String pipeline) {
        creation.create(List.of(topic(Topics.drift(pipeline), 1, Map.of())));
    }

    /** Creates one data topic with 4 partitions when it is not there yet. */
    public void ensureTopic(String name) {
        creation.create(List.of(topic(name, DATA_PARTITIONS, Map.of())));
    }

    /**
     * How far the group is behind: committed records and transaction markers that it has not passed yet, in all. A
     * partition without a committed offset counts from its beginning; a topic that is not there counts as 0.
     */
    public long lag(String group, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> ahead(group, topic).stream())
                .mapToLong(range -> range.getTo() - range.getFrom())
                .sum();
    }

    /**
     * What the group has not passed yet. After an aborted transaction such a range can hold markers and no record: then
     * the group passes it with its next record only.
     */
    public List<OffsetRange> ahead(String group, String topic) {
        return ahead(group, topic, IsolationLevel.READ_COMMITTED);
    }

    List<OffsetRange> ahead(String group, String topic, IsolationLevel isolation) {
        Map<TopicPartition, OffsetAndMetadata> passed =
                AdminFutures.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return ranges(topic, isolation).stream()
                .map(range -> range.toBuilder()
                        .setFrom(Math.max(range.getFrom(), passedOffset(passed, range)))
                        .build())
                .filter(range -> range.getTo() > range.getFrom())
                .toList();
    }

    /** What a topic holds now, committed records only, by partition and without the empty ones. */
    public List<OffsetRange> ranges(String topic) {
        return ranges(topic, IsolationLevel.READ_COMMITTED);
    }

    /** The partitions of a topic that hold a record, if of an open transaction; markers look like records here. */
    public Set<Integer> written(String topic) {
        return ranges(topic, IsolationLevel.READ_UNCOMMITTED).stream()
                .map(OffsetRange::getPartition)
                .collect(Collectors.toSet());
    }

    /** How many partitions a topic has, 0 where it is not there. */
    public int partitionCount(String topic) {
        return partitions(topic).size();
    }

    private List<OffsetRange> ranges(String topic, IsolationLevel isolation) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, ListOffsetsResultInfo> first = offsets(partitions, OffsetSpec.earliest(), isolation);
        Map<TopicPartition, ListOffsetsResultInfo> end = offsets(partitions, OffsetSpec.latest(), isolation);
        return partitions.stream()
                .map(partition -> OffsetRange.newBuilder()
                        .setTopic(topic)
                        .setPartition(partition.partition())
                        .setFrom(first.get(partition).offset())
                        .setTo(end.get(partition).offset())
                        .build())
                .filter(range -> range.getTo() > range.getFrom())
                .toList();
    }

    private static long passedOffset(Map<TopicPartition, OffsetAndMetadata> passed, OffsetRange range) {
        OffsetAndMetadata offset = passed.get(new TopicPartition(range.getTopic(), range.getPartition()));
        return offset == null ? range.getFrom() : Math.min(offset.offset(), range.getTo());
    }

    private List<TopicPartition> partitions(String topic) {
        try {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return description.partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw AdminFutures.failed(e.getCause());
        } catch (InterruptedException e) {
            throw AdminFutures.interrupted(e);
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        var specs = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        return AdminFutures.await(
                admin.listOffsets(specs, new ListOffsetsOptions(isolation)).all());
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    @Override
    public void close() {
        admin.close();
    }
}
