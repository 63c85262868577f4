package io.fovea.serving;

import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the topic of a pipeline's shadow when there is one for the first time. */
final class ShadowTopics {

    private final Map<String, Object> clientProperties;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    ShadowTopics(Map<String, Object> clientProperties) {
        this.clientProperties = clientProperties;
    }

    /** The topic is there when this returns. */
    void ensure(String pipeline) {
        if (present.contains(pipeline)) {
            return;
        }
        try (TopicAdmin admin = TopicAdmin.of(clientProperties)) {
            admin.ensureTopic(Topics.shadowPredictions(pipeline));
        }
        present.add(pipeline);
    }
}
