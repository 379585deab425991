#!/bin/sh
# Makes Accord's namespace and its search attributes. Safe to repeat. TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE come from outside.
set -eu
# How long Temporal keeps the history of what has ended. What must be kept longer is in PostgreSQL.
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"

attribute() {
  # A namespace made a moment ago is not known everywhere yet.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE" 2>/dev/null | grep -qw "$1"; then return 0; fi
    temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$1" --type "$2" || sleep 2
  done
  echo "Search attribute $1 could not be made." >&2
  return 1
}
attribute OrgId Keyword
attribute DocumentId Keyword
attribute ProcessKind Keyword
attribute Stage Keyword
attribute DueAt Datetime
