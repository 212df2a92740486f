-- Signing up makes a profile and never fails, whatever the person or their provider put into the metadata.
begin;
select plan(67);

-- Signs a person up and returns the result.
create function pg_temp.sign_up(address text, metadata jsonb, out username text, out display_name text)
language plpgsql as $$
declare
  account uuid := gen_random_uuid();
begin
  insert into auth.users (id, email, raw_user_meta_data) values (account, address, metadata);
  select p.username, p.display_name into username, display_name from public.profiles p where id = account;
end;
$$;

create temp table sign_ups as
select *
from (values
  (1, 'both given', 'zed0@example.com', '{"username": "zoe", "display_name": "Zoë Q"}'::jsonb, '^zoe$', 'Zoë Q'),
  (2, 'capitals', 'zed2@example.com', '{"username": "ZoeQ"}', '^zoeq$', 'Person #'),
  (3, 'a provider''s full name', 'zed3@example.com', '{"full_name": "Ben Carter"}', '^ben-carter$', 'Ben Carter'),
  (4, 'a provider''s name', 'zed4@example.com', '{"name": "Cleo"}', '^cleo$', 'Cleo'),
  (5, 'no metadata', 'max.muster@example.com', null, '^person-[0-9a-f]{8}$', 'Person #'),
  (6, 'an array', 'zed6@example.com', '[1, 2]', '^person-[0-9a-f]{8}$', 'Person #'),
  (7, 'a scalar', 'zed7@example.com', '"x"', '^person-[0-9a-f]{8}$', 'Person #'),
  (8, 'nested', 'zed8@example.com', '{"username": {"a": 1}, "display_name": []}', '^a1$', '[]'),
  (9, 'a number', 'zed9@example.com', '{"username": 12345, "display_name": 7}', '^12345$', '7'),
  (10, 'empty', 'zed10@example.com', '{"username": "", "display_name": ""}', '^person-[0-9a-f]{8}$', 'Person #'),
  (11, 'blank', 'zed11@example.com', '{"username": "   ", "display_name": " \t\n "}', '^person-[0-9a-f]{8}$', 'Person #'),
  (12, 'very long', 'zed12@example.com', jsonb_build_object('username', repeat('x', 1000000), 'display_name',
    repeat('y', 1000000)), '^x{22}$', repeat('y', 80)),
  (13, 'emoji', 'zed13@example.com', jsonb_build_object('username', '🎉🎉', 'display_name', repeat('🎉', 100)),
    '^person-[0-9a-f]{8}$', repeat('🎉', 80)),
  (14, 'another script', 'zed14@example.com', '{"username": "Ωμέγα", "display_name": "Ωμέγα"}', '^person-[0-9a-f]{8}$', 'Ωμέγα'),
  (15, 'leading signs', 'zed15@example.com', '{"username": "..--a_b"}', '^a_b$', 'Person #'),
  (16, 'control characters', 'zed16@example.com', '{"display_name": "\u001b[31mRed\u0007\nand\r\nblue"}', '^31mred-and-blue$',
    '[31mRed and blue'),
  (17, 'SQL', 'zed17@example.com', '{"username": "x''; drop table profiles; --"}', '^xdroptableprofiles$', 'Person #'),
  (18, 'one letter', 'b@example.com', '{}', '^person-[0-9a-f]{8}$', 'Person #'),
  (19, 'no address', null, '{}', '^person-[0-9a-f]{8}$', 'Person #'),
  (20, 'a blank address', ' @example.com', '{}', '^person-[0-9a-f]{8}$', 'Person #'),
  (21, 'taken', 'zed21@example.com', '{"username": "zoe"}', '^zoe-[0-9a-f]{6}$', 'Person #'),
  (22, 'long and taken', 'zed22@example.com', jsonb_build_object('username', repeat('x', 50)),
    '^x{22}-[0-9a-f]{6}$', 'Person #'),
  (23, 'a role of one''s choice', 'zed23@example.com', '{"role": "admin", "avatar_url": "javascript:alert(1)"}', '^person-[0-9a-f]{8}$',
    'Person #'),
  (24, 'a provider that names the address', 'zed24@example.com', '{"full_name": "zed24@example.com", "name": "zed24@example.com"}',
    '^person-[0-9a-f]{8}$', 'Person #'),
  (25, 'a provider that names the local part', 'zed25@example.com', '{"full_name": "Zed25", "name": "zed25"}',
    '^person-[0-9a-f]{8}$', 'Person #'),
  (26, 'a local part that the person typed', 'zed26@example.com', '{"display_name": "zed26"}', '^zed26$', 'zed26'),
  (27, 'an address that the person typed', 'zed27@example.com', '{"display_name": "zed27@example.com"}',
    '^person-[0-9a-f]{8}$', 'zed27@example.com'),
  (28, 'a second name of a provider', 'zed28@example.com', '{"full_name": "zed28@example.com", "name": "Dora  Maar"}',
    '^dora-maar$', 'Dora Maar'),
  (29, 'a turned direction', 'zed29@example.com', '{"display_name": "Eva\u202e\u2066 M"}', '^eva-m$', 'Eva M'),
  (30, 'signs that show nothing', 'zed30@example.com', '{"display_name": "\u3164\u200b \u2800", "name": "Finn"}', '^finn$', 'Finn')
) t (n, description, address, metadata, wanted_username, wanted_display_name)
cross join lateral pg_temp.sign_up(address, metadata);

select matches(username, wanted_username, description || ': username') from sign_ups order by n;
select is(regexp_replace(display_name, '^Person [0-9a-f]{8}$', 'Person #'), wanted_display_name, description || ': display name')
from sign_ups order by n;
select is((select count(*) from sign_ups where n <> 26 and position(split_part(address, '@', 1) in username) > 0
  and split_part(address, '@', 1) ~ '..'), 0::bigint, 'no username holds the local part of an address');
select is((select count(*) from public.profiles where role <> 'member' or avatar_url is not null),
  0::bigint, 'neither a role nor a picture comes from metadata that people write themselves');
select throws_ok($$select '{"username": "a\u0000b"}'::jsonb ->> 'username'$$, '22P05', null,
  'a NUL cannot reach the trigger');

select lives_ok($$select private.ensure_profile(id, email, raw_user_meta_data) from auth.users$$,
  'making profiles again changes nothing');
select is((select count(*) from public.profiles), (select count(*) from auth.users), 'one profile for each account');

-- The worst case for the trigger: no profile can be stored at all.
alter table public.profiles add constraint nobody check (id is null) not valid;
select lives_ok($$insert into auth.users (id, email) values (md5('late')::uuid, 'late@example.com')$$,
  'a sign-up succeeds without a profile');
alter table public.profiles drop constraint nobody;
select private.ensure_profile(id, email, raw_user_meta_data) from auth.users where id = md5('late')::uuid;
select matches((select username from public.profiles where id = md5('late')::uuid), '^person-[0-9a-f]{8}$',
  'the profile is made later');

select * from finish();
rollback;
