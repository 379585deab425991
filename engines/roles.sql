-- The roles of Accord's database. Run by a superuser, connected to that database; safe to repeat.
-- Passwords come in as settings: SET accord.owner_password = '…', or PGOPTIONS="-c accord.owner_password=…".
--
--   accord_owner   owns the database and its tables, runs the migrations; never serves a request
--   accord_app     what web and worker sign in as: owns nothing, so row-level security binds it
--   accord_system  what accord_app becomes, by SET ROLE and for one transaction, for work across organizations
--   accord_search  owns the one function that searches text, see db/sql/search.sql; nobody signs in as it or becomes it
--   accord_verify  owns the one function that finds a version by its hash, see db/sql/verify.sql; nobody signs in as it or becomes it

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_owner') THEN
    CREATE ROLE accord_owner;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_app') THEN
    CREATE ROLE accord_app;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_system') THEN
    CREATE ROLE accord_system;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_search') THEN
    CREATE ROLE accord_search;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'accord_verify') THEN
    CREATE ROLE accord_verify;
  END IF;
  EXECUTE format('ALTER ROLE accord_owner PASSWORD %L', current_setting('accord.owner_password'));
  EXECUTE format('ALTER ROLE accord_app PASSWORD %L', current_setting('accord.app_password'));

  EXECUTE format('ALTER DATABASE %I OWNER TO accord_owner', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO accord_app', current_database());
END
$$;

ALTER ROLE accord_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE accord_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
ALTER ROLE accord_system NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE accord_search NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE accord_verify NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;

-- A request that takes longer than this is a bug, and must not hold locks while it is one.
ALTER ROLE accord_app SET statement_timeout = '15s';
ALTER ROLE accord_app SET lock_timeout = '5s';
ALTER ROLE accord_app SET idle_in_transaction_session_timeout = '30s';

-- To be taken on purpose, never inherited.
GRANT accord_system TO accord_app WITH INHERIT FALSE, SET TRUE;
-- The owner hands the functions over to the roles they run as.
GRANT accord_search, accord_verify TO accord_owner;

ALTER SCHEMA public OWNER TO accord_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO accord_app, accord_system;
