package io.fovea.cli.platform;

/**
 * Where a running platform is.
 *
 * @param bootstrapServers Kafka's host:port
 * @param http the services' URL, without a slash at its end
 * @param storage URI of the artefacts
 * @param dataDir the data folder's absolute path
 * @param log the services' log file
 * @param pid the process
 */
public record PlatformAddress(
        String bootstrapServers, String http, String storage, String dataDir, String log, long pid) {

    /** Prometheus metrics of all services. */
    public String metrics() {
        return http + "/q/metrics";
    }

    /** Health of all services. */
    public String health() {
        return http + "/q/health";
    }
}
