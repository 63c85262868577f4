package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColourMapTest {
    @ParameterizedTest
    @EnumSource(
            value = ColourMap.class,
            names = {"GREY", "HEAT"})
    void shouldGrowLighterEvenly(ColourMap map) {
        // When, Then: CIE lightness, 0 to 100
        double first = lightness(map.rgb(0));
        double last = lightness(map.rgb(1));
        for (int i = 1; i <= 10; i++) {
            double step = lightness(map.rgb(i / 10.0)) - lightness(map.rgb((i - 1) / 10.0));
            assertThat(step).as("step %d", i).isBetween(0.5 * (last - first) / 10, 1.5 * (last - first) / 10);
        }
        assertThat(last - first).isGreaterThan(85);
    }

    @Test
    void shouldBeWhiteInTheMiddleAndAsDarkAtBothEnds() {
        assertThat(lightness(ColourMap.DIVERGING.rgb(0.5))).isGreaterThan(95);
        assertThat(Math.abs(lightness(ColourMap.DIVERGING.rgb(0)) - lightness(ColourMap.DIVERGING.rgb(1))))
                .isLessThan(8);
        assertThat(blue(ColourMap.DIVERGING.rgb(0))).isGreaterThan(red(ColourMap.DIVERGING.rgb(0)));
        assertThat(red(ColourMap.DIVERGING.rgb(1))).isGreaterThan(blue(ColourMap.DIVERGING.rgb(1)));
    }

    @Test
    void shouldKeepTheEndsBeyondThem() {
        assertThat(ColourMap.HEAT.rgb(7)).isEqualTo(ColourMap.HEAT.rgb(1));
        assertThat(ColourMap.HEAT.rgb(-1)).isEqualTo(ColourMap.HEAT.rgb(0));
        assertThat(ColourMap.GREY.rgb(1)).isEqualTo(0xffffff);
    }

    private static int red(int rgb) {
        return rgb >> 16 & 0xff;
    }

    private static int blue(int rgb) {
        return rgb & 0xff;
    }

    /** CIE L*, from sRGB by IEC 61966-2-1. */
    private static double lightness(int rgb) {
        double y = 0.2126 * linear(red(rgb)) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(blue(rgb));
        return y <= 216 / 24389.0 ? y * 24389 / 27 : 116 * Math.cbrt(y) - 16;
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
