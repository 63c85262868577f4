package io.fovea.messaging;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/** Puts {@link PollSequence} into every incoming batch channel, so that no service can forget it. */
@ApplicationScoped
public class PollSequenceCustomizer implements ClientCustomizer<Map<String, Object>> {

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> properties) {
        boolean batch = channelConfig.getOptionalValue("batch", Boolean.class).orElse(false);
        if (!batch || !properties.containsKey(ConsumerConfig.GROUP_ID_CONFIG)) {
            return properties;
        }
        var customized = new HashMap<>(properties);
        customized.merge(
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                PollSequence.class.getName(),
                (present, ours) -> present.toString().contains(ours.toString()) ? present : present + "," + ours);
        customized.put(PollSequence.CHANNEL, channel);
        return customized;
    }
}
