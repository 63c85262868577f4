package io.fovea.cnn;

/** The device that was asked for is not there. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeviceException(Device device, Throwable cause) {
        super(
                "TensorFlow finds no device %s. Maybe the build has no GPU natives (mvn -Pgpu), or CUDA 12 and cuDNN 9 are missing."
                        .formatted(device.name()),
                cause);
    }
}
