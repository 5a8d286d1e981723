#!/bin/sh
# Make the user as whom the app reads: the image of PostGIS does so once, for a new volume (compose.yaml).
set -eu
psql --quiet --set ON_ERROR_STOP=1 --set password="$READER_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
SELECT 'CREATE ROLE mapapp_reader' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mapapp_reader') \gexec
CREATE ROLE map_app LOGIN PASSWORD :'password' IN ROLE mapapp_reader;
SQL
