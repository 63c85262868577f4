#!/usr/bin/env bash
# Trains LeNet-5 on this machine's GPU: first losses beside the processor's, then images a second.
# Needs an NVIDIA driver. CUDA 12 and cuDNN 9 come from this machine, or with --fetch-cuda (2 GB) as a Maven artefact.
#   tests/gpu/run.sh [--fetch-cuda] [BATCH...]
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/tests/benchmarks/target/gpu
redist=org.bytedeco:cuda:12.6-9.5-1.5.11:jar:linux-x86_64-redist

command -v nvidia-smi >/dev/null || { echo "There is no NVIDIA driver here: nvidia-smi is not on the PATH." >&2; exit 1; }
mvn -q -B -Dquick -Pgpu -pl tests/benchmarks -am package
mkdir -p "$work"
mvn -q -B -Dquick -Pgpu -pl tests/benchmarks -am package dependency:build-classpath \
  -Dmdep.includeScope=runtime -Dmdep.outputFile="$work/classpath"
if [ "${1:-}" = --fetch-cuda ]; then
  shift
  mvn -q -B dependency:copy -Dartifact=$redist -DoutputDirectory="$work"
  unzip -q -o -j -d "$work/cuda" "$work"/cuda-*-redist.jar '*.so*'
  export LD_LIBRARY_PATH=$work/cuda${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
fi
[ $# -gt 0 ] || set -- 32 256 1024
export TF_ENABLE_ONEDNN_OPTS=1 TF_CPP_MIN_LOG_LEVEL=1
java -Dorg.bytedeco.javacpp.cachedir="$work/natives" -cp "tests/benchmarks/target/classes:$(cat "$work/classpath")" \
  io.fovea.benchmarks.device.DeviceBenchmark gpu:0 lenet5 28 28 1 10 "$@"
if python3 -c 'import torch' 2>/dev/null; then
  python3 tests/gpu/pytorch_lenet5.py "$@"
fi
