-- One login-less role for each service, which its processes take after connecting (SET ROLE).
-- Idempotent; run by the owner of the database. The migrations give each role its schema.
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
        begin
            execute format('grant %I to current_user', role);
        exception when insufficient_privilege then
            -- an administrator may have granted it beforehand; if not, this says so
            execute format('set local role %I', role);
            reset role;
        end;
    end loop;
end
$$;
