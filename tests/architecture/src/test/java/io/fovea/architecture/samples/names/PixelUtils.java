package io.fovea.architecture.samples.names;

interface PixelUtils {}
