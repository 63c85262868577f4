package io.fovea.architecture.samples.util;

interface Drawer {}
