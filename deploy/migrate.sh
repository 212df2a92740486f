#!/bin/sh
# Applies the migrations that the database of DATABASE_URL lacks, with psql alone. Each is noted where the Supabase CLI
# notes it, in the same transaction. So it can be broken off and run again, and the CLI can go on after it.
set -eu
: "${DATABASE_URL:?is the address of the database}"
# psql runs in the folder of the caller: the address may name a file of a certificate by a relative path.
folder=$(CDPATH='' cd -- "$(dirname -- "$0")/../supabase/migrations" && pwd)
quoted=$(printf %s "$folder" | sed "s/'/''/g")

names=$(cd "$folder" && ls -- *.sql)

begin() {
  cat <<'SQL'
set client_min_messages = warning;
select pg_try_advisory_lock(hashtextextended('parley migrations', 0)) as free \gset
\if :free
\else
do $$ begin raise exception 'somebody else is applying the migrations'; end $$;
\endif
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text not null primary key, statements text[], name text
);
create temporary table files (version text, name text);
SQL
  for file in $names; do echo "insert into files values ('${file%%_*}', '$(name_of "$file")');"; done
  # Where psql alone has migrated until now, only Parley itself knows how far it came.
  cat <<'SQL'
select exists (select from supabase_migrations.schema_migrations join files using (version)) as known,
  coalesce(to_regclass('private.default_privileges_before'), to_regclass('private.installation')) is not null as begun,
  exists (
    select from pg_attribute where attrelid = to_regclass('private.installation') and attname = 'migration'
  ) as noted \gset
\if :known
\elif :noted
insert into supabase_migrations.schema_migrations (version, name)
select f.version, f.name from files f, private.installation i
where f.version <= i.migration and f.name not like 'preflight%';
\elif :begun
do $$ begin raise exception 'an installation was begun, and nothing says which migrations were applied' using
  hint = 'Tell it with "supabase migration repair", as docs/operations.md says.'; end $$;
\endif
SQL
}

name_of() {
  name=${1#*_}
  echo "${name%.sql}"
}

# The file of an index that is built concurrently may be run again, and runs outside a transaction.
apply() {
  start='begin;' end='commit;'
  if grep -qiE '^(create|drop|reindex)[^;]*concurrently' "$folder/$1"; then start='' end=''; fi
  cat <<SQL
select not exists (select from supabase_migrations.schema_migrations where version = '${1%%_*}') as missing \\gset
\\if :missing
\\echo $1
$start
\\i '$quoted/$1'
insert into supabase_migrations.schema_migrations (version, name) values ('${1%%_*}', '$(name_of "$1")');
$end
reset all;
set client_min_messages = warning;
\\endif
SQL
}

{
  begin
  for file in $names; do apply "$file"; done
} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --file=- "$DATABASE_URL"
