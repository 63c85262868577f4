package io.fovea.allinone;

import io.fovea.cli.platform.PlatformAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * What the services are told when they start.
 *
 * @param address where broker, artefacts and log are
 * @param httpPort the port to listen on
 * @param warnings whether warnings go to the console too
 */
record ServicesSettings(PlatformAddress address, int httpPort, boolean warnings) {

    /** As system properties, which come before every default. */
    Map<String, String> asProperties() {
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", address.bootstrapServers());
        properties.put("fovea.storage", address.storage());
        properties.put("fovea.incoming", address.dataDir() + "/incoming");
        properties.put("fovea.state-dir", address.dataDir() + "/state");
        properties.put("fovea.instance", "all-in-one");
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(httpPort));
        properties.put("quarkus.log.file.path", address.log());
        properties.put("quarkus.log.console.level", warnings ? "WARN" : "OFF");
        return properties;
    }
}
