package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class DeviceTest {
    @Test
    void shouldLetGpuMemoryGrow() {
        assertThat(Device.AUTO.config(2).getGpuOptions().getAllowGrowth()).isTrue();
        assertThat(Device.AUTO.config(2).getIntraOpParallelismThreads()).isEqualTo(2);
    }

    @Test
    void shouldHideTheGpusFromTheCpu() {
        assertThat(Device.CPU.config(0).getDeviceCountMap()).containsEntry("GPU", 0);
    }

    @Test
    void shouldShowOnlyTheGpuThatIsAskedFor() {
        ConfigProto config = new Device("gpu:1").config(0);

        assertThat(config.getGpuOptions().getVisibleDeviceList()).isEqualTo("1");
    }

    @Test
    void shouldRefuseOtherNames() {
        assertThatThrownBy(() -> new Device("tpu")).hasMessage("Expected auto, cpu or gpu:0, received tpu.");
    }

    @Test
    void shouldSayInASentenceThatAGpuIsNotThere() {
        assertThatThrownBy(() -> TensorFlowRuntime.prepare(new Device("gpu:63"), 0))
                .isInstanceOf(DeviceException.class)
                .hasMessageStartingWith("TensorFlow finds no device gpu:63. Maybe ");
    }
}
