#!/bin/sh
# Makes Temporal's databases, or brings them to the schema of this version. Safe to repeat.
set -eu
prepare() {
  tool() { temporal-sql-tool --plugin postgres12 --endpoint postgres --port 5432 --user temporal --database "$@"; }
  tool "$1" create-database
  tool "$1" setup-schema --version 0.0
  tool "$1" update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$2/versioned"
}
prepare temporal temporal
prepare temporal_visibility visibility
