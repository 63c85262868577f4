package io.fovea.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Clients of S3 and of what speaks like it. Credentials, region and endpoint come from where every AWS program takes them:
 * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3}, a role.
 */
final class S3Clients {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private S3Clients() {}

    static S3Client fromEnvironment() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                // Others than AWS rarely have a host name for each bucket.
                .forcePathStyle(endpoint() != null)
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(RetryMode.STANDARD).apiCallTimeout(PATIENCE))
                .build();
    }

    private static @Nullable String endpoint() {
        String ofS3 = System.getenv("AWS_ENDPOINT_URL_S3");
        return ofS3 == null ? System.getenv("AWS_ENDPOINT_URL") : ofS3;
    }
}
