-- For servers whose owner of the database may not create roles: an administrator runs, once,
--   psql -v owner=eslabon -f deploy/roles.sql
-- where `owner` is the user of ESLABON_DATABASE_URL. Each service then acts as its own role, which
-- the migrations give its schema. Elsewhere `eslabon migrate` creates the same roles by itself.
select format('create role %I nologin', name)
from unnest(array['eslabon_tariff', 'eslabon_matrix', 'eslabon_niche', 'eslabon_gateway']) as name
where name not in (select rolname from pg_roles)
\gexec
grant eslabon_tariff, eslabon_matrix, eslabon_niche, eslabon_gateway to :"owner";
