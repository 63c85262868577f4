package io.fovea.architecture;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The defaults that a service's jar brings, {@code META-INF/microprofile-config.properties}. In all-in-one they lie beside
 * those of every other service, so each key must be the service's own.
 *
 * @param service such as {@code feature-extractor}
 * @param values by key, a profile's {@code %test.} taken off
 */
record ServiceConfig(String service, Map<String, String> values) {

    static ServiceConfig of(SourceModule module) {
        Path file = module.mainResources().resolve("META-INF/microprofile-config.properties");
        return parse(module.name(), Files.exists(file) ? SourceTree.read(file) : "");
    }

    static ServiceConfig parse(String service, String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var values = new TreeMap<String, String>();
        properties.forEach(
                (key, value) -> values.put(key.toString().replaceFirst("^%[a-z]+\\.", ""), value.toString()));
        return new ServiceConfig(service, values);
    }

    /** Keys that do not begin with the service's name and so could clash in all-in-one. */
    List<String> strayKeys() {
        Pattern own = Pattern.compile(
                "fovea\\.%1$s\\..+|mp\\.messaging\\.(incoming|outgoing)\\.%1$s-[a-z0-9-]+\\..+".formatted(service));
        return values.keySet().stream()
                .filter(key -> !own.matcher(key).matches())
                .toList();
    }

    /** Consumer groups that are not the service's own, as {@code key=value}. */
    List<String> strayGroups() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".group.id"))
                .filter(entry ->
                        !entry.getValue().equals(service) && !entry.getValue().startsWith(service + "-"))
                .map(Map.Entry::toString)
                .toList();
    }

    /** Incoming channels that would read what a transaction may still take back, or commit behind its back. */
    List<String> careless() {
        return channels().stream()
                .filter(channel -> !"read_committed".equals(values.get(channel + ".isolation.level"))
                        || !"false".equals(values.get(channel + ".enable.auto.commit")))
                .toList();
    }

    /** Incoming channels whose every poll fails from one record on that only looks like a CloudEvent. */
    List<String> trusting() {
        return channels().stream()
                .filter(channel -> !"false".equals(values.get(channel + ".cloud-events")))
                .toList();
    }

    private List<String> channels() {
        return values.keySet().stream()
                .filter(key -> key.startsWith("mp.messaging.incoming."))
                .map(key -> key.replaceFirst("^(mp\\.messaging\\.incoming\\.[^.]+)\\..*", "$1"))
                .distinct()
                .toList();
    }
}
