package io.fovea.cli.platform;

/**
 * How to start a platform.
 *
 * @param folder its data, already locked; closed by whoever opened it, after the platform has stopped
 * @param kafkaPort the broker's port on the loopback interface; 0 for a free one
 * @param httpPort the services' port on the loopback interface; 0 for a free one
 * @param warnings whether warnings of the services go to the console too, and not to the log alone
 */
public record PlatformOptions(DataFolder folder, int kafkaPort, int httpPort, boolean warnings) {}
