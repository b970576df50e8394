-- A login-less role and a schema for each service, and one small schema for keys and usage.
-- Idempotent. Run by the owner of the database; each process then takes its role after connecting.
do $$
declare
    service text;
    role text;
begin
    foreach service in array array['tariff', 'matrix', 'niche', 'gateway'] loop
        role := 'eslabon_' || service;
        if not exists (select from pg_roles where rolname = role) then
            execute format('create role %I nologin', role);
        end if;
        if not pg_has_role(current_user, role, 'member') then
            execute format('grant %I to current_user', role);
        end if;
    end loop;
end
$$;
