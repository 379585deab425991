#!/bin/sh
# Run once by the PostgreSQL image, when its volume is empty: makes the roles of Accord, and one for Temporal.
set -eu
PGOPTIONS="-c accord.owner_password=$ACCORD_OWNER_PASSWORD -c accord.app_password=$ACCORD_APP_PASSWORD" \
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --file /accord/roles.sql
# Temporal keeps its own two databases, and may not look into ours.
psql --set ON_ERROR_STOP=1 --set password="$TEMPORAL_DB_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'password';
SQL
