-- The profiles of accounts from before the installation, which the preflight has put off. Only rows are locked here, and
-- not against sign-ins.
set lock_timeout = '5s';
set statement_timeout = 0;

drop function if exists private.ensure_profile(uuid, varchar, jsonb);

select private.ensure_profile(u.id, u.email, u.raw_user_meta_data)
from auth.users u
where not exists (select from public.profiles p where p.id = u.id);

update private.installation set migration = '20261126132010';
