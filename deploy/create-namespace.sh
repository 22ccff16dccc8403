#!/bin/sh
# Creates the namespace, or sets its retention: histories of ended workflows are kept for 30 days.
set -eu
namespace=${TEMPORAL_NAMESPACE:-default}
temporal operator namespace update --namespace "$namespace" --retention 720h ||
  temporal operator namespace create --namespace "$namespace" --retention 720h
