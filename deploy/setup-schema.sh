#!/bin/sh
# Creates Temporal's two databases, or brings them up to the version of this image. May run any number of times.
set -eu
SQL_PASSWORD=$(cat /run/secrets/postgres_password)
export SQL_PASSWORD

for store in temporal visibility; do
  database=$([ "$store" = temporal ] && echo temporal || echo temporal_visibility)
  tool="temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal --db $database"
  $tool create
  $tool setup-schema -v 0.0
  $tool update-schema --schema-name "postgresql/v12/$store"
done
