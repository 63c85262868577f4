#!/usr/bin/env bash
# Builds the services' images on a Debian machine without a Docker engine, runs them as root with podman and runc on the
# host's network, and takes digits.yaml through them: apply, ingest, train, predict.
#   deploy/try-images.sh              all five
#   deploy/try-images.sh predictor    one: built, started, asked for its health
# The base images come from Debian's packages, in place of maven:3.9-eclipse-temurin-17 and eclipse-temurin:17-jre.
set -euo pipefail
cd "$(dirname "$0")/.."

kafka=29092
work=$(mktemp -d)
containers=()
all=(ingestion preprocessing feature-extractor trainer predictor)

# Without systemd podman cannot time the health checks, and says so at each start; await_ready runs them instead.
podman() { command podman --log-level=fatal --runtime runc "$@"; }
say() { printf '%(%T)T  %s\n' -1 "$*"; }

tools() {
  command -v podman buildah runc debootstrap curl jq > /dev/null && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    podman buildah runc debootstrap curl jq > /dev/null
}

base_image() { # name, packages
  podman image exists "$1" && return
  say "making $1 with debootstrap"
  local mirror # the one that apt uses here
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -m 1 'debian/\?$')
  debootstrap --variant=minbase --include="$2" bookworm "$work/root" "$mirror" > "$work/debootstrap.log"
  tar -C "$work/root" -c . | podman import -q - "$1"
  rm -rf "$work/root"
}

build() { # service
  say "building fovea/$1"
  # Docker's format, since OCI's has no health check; the local Maven repository saves the downloads.
  buildah bud -q --runtime runc --format docker --network host --layers \
    --volume "${MAVEN_REPOSITORY:-$HOME/.m2}:/root/.m2" \
    --build-arg MAVEN_IMAGE=localhost/fovea-maven:17 --build-arg JAVA_IMAGE=localhost/fovea-jre:17 \
    --build-arg SERVICE="$1" -f deploy/Dockerfile -t "localhost/fovea/$1" . > /dev/null
}

broker() {
  [ -d apps/all-in-one/target/quarkus-app ] || ./fovea build
  java -cp 'apps/all-in-one/target/quarkus-app/lib/main/*:apps/all-in-one/target/quarkus-app/lib/boot/*' \
    deploy/Broker.java "$work/kafka" "$kafka" > "$work/kafka.log" 2>&1 &
  broker_pid=$!
}

port() { # service: as docker-compose.yml publishes it
  local i
  for i in "${!all[@]}"; do
    if [ "${all[i]}" = "$1" ]; then echo $((8081 + i)); fi
  done
}

start() { # service
  podman run -d -q --name "fovea-try-$1" --network host \
    --ulimit nofile=20000:20000 --ulimit nproc=4096:4096 -v fovea-try:/var/lib/fovea/storage \
    -e KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:$kafka" -e FOVEA_INSTANCE=try \
    -e QUARKUS_HTTP_HOST=127.0.0.1 -e QUARKUS_HTTP_PORT="$(port "$1")" "localhost/fovea/$1" > /dev/null
  containers+=("fovea-try-$1")
}

await_ready() { # service
  local deadline=$((SECONDS + 60))
  until curl -fsS "http://127.0.0.1:$(port "$1")/q/health/ready" > "$work/health" 2> /dev/null; do
    [ "$SECONDS" -lt "$deadline" ] || { say "fovea/$1 is not ready"; podman logs "fovea-try-$1" | tail -n 30; return 1; }
    sleep 0.5
  done
  podman healthcheck run "fovea-try-$1" > /dev/null
  say "fovea/$1 is ready, and its health check passes, as user $(podman exec "fovea-try-$1" id -un)"
}

clean_up() {
  [ ${#containers[@]} = 0 ] || podman rm -f -t 10 "${containers[@]}" > /dev/null
  podman volume rm -f fovea-try > /dev/null 2>&1 || true
  [ -z "${broker_pid:-}" ] || kill "$broker_pid" 2> /dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

services=("$@")
[ $# -gt 0 ] || services=("${all[@]}")
tools
base_image localhost/fovea-maven:17 openjdk-17-jdk-headless,maven,ca-certificates
base_image localhost/fovea-jre:17 openjdk-17-jre-headless
for service in "${services[@]}"; do build "$service"; done
broker
for service in "${services[@]}"; do start "$service"; done
for service in "${services[@]}"; do await_ready "$service"; done

if [ $# = 0 ]; then
  platform=(--bootstrap-servers "127.0.0.1:$kafka" --ingestion-url "http://127.0.0.1:$(port ingestion)")
  ./fovea apply examples/digits/digits.yaml "${platform[@]}"
  ./fovea ingest digits examples/digits --split train "${platform[@]}"
  ./fovea train digits "${platform[@]}"
  ./fovea models "${platform[@]}"
  ./fovea ingest digits examples/digits --split test --without-labels "${platform[@]}"
  ./fovea watch digits --from-beginning --limit 2000 --json "${platform[@]}" > "$work/predictions"
  say "$(jq -r .id "$work/predictions" | sort -u | wc -l) digits answered, $(wc -l < "$work/predictions") answers"
fi
say "done"
