package io.fovea.streams;

import org.apache.kafka.streams.Topology;

/**
 * What runs for one pipeline.
 *
 * @param applicationId the consumer group, and the beginning of its changelogs' names: another id begins with no state, at
 *     the topics' beginning
 */
public record PipelineTopology(String applicationId, Topology topology) {}
