#!/usr/bin/env bash
# Builds images of services on a Debian machine without a Docker engine, and runs them as root with podman and runc.
#   deploy/try-images.sh predictor            build one image
#   deploy/try-images.sh ingestion predictor  build two
# The base images come from Debian's packages, in place of maven:3.9-eclipse-temurin-17 and eclipse-temurin:17-jre.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%(%T)T  %s\n' -1 "$*"; }

tools() {
  command -v podman buildah runc debootstrap > /dev/null && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends podman buildah runc debootstrap > /dev/null
}

base_image() { # name, packages
  podman image exists "$1" && return
  say "making $1 with debootstrap"
  local root mirror
  root=$(mktemp -d)
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -m 1 'debian/\?$') # the one apt uses here
  debootstrap --variant=minbase --include="$2" bookworm "$root" "$mirror" > "$root.log" || { tail "$root.log"; return 1; }
  tar -C "$root" -c . | podman import -q - "$1"
  rm -rf "$root"
}

build() { # service
  say "building fovea/$1"
  # Docker's format, since OCI's has no health check; the local Maven repository saves the downloads.
  buildah bud -q --runtime runc --format docker --network host --layers \
    --volume "${MAVEN_REPOSITORY:-$HOME/.m2}:/root/.m2" \
    --build-arg MAVEN_IMAGE=localhost/fovea-maven:17 --build-arg JAVA_IMAGE=localhost/fovea-jre:17 \
    --build-arg SERVICE="$1" -f deploy/Dockerfile -t "localhost/fovea/$1" .
}

tools
base_image localhost/fovea-maven:17 openjdk-17-jdk-headless,maven,ca-certificates
base_image localhost/fovea-jre:17 openjdk-17-jre-headless
for service in "$@"; do build "$service"; done
podman images --filter reference=localhost/fovea/*
