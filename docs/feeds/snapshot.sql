-- The views as tables, for archives so large that a dashboard would wait for them: docs/feeds.md. PostgreSQL; by the role that fills
-- the store, each time after it was filled: psql --single-transaction --file docs/feeds/snapshot.sql gouji
-- Readers see the old tables until the new ones are there. No table hangs on a view, so that gouji can renew its views.

CREATE SCHEMA IF NOT EXISTS dashboards;

CREATE TABLE dashboards.next_observation AS SELECT * FROM public.v_observation;
CREATE TABLE dashboards.next_indicator_year AS SELECT * FROM public.v_indicator_year;
CREATE TABLE dashboards.next_finding AS SELECT * FROM public.v_finding;
CREATE TABLE dashboards.next_document AS SELECT * FROM public.v_document;
CREATE TABLE dashboards.next_quality AS SELECT * FROM public.v_quality;

CREATE INDEX ON dashboards.next_observation (office, indicator, year);
CREATE INDEX ON dashboards.next_indicator_year (office, indicator, year);
CREATE INDEX ON dashboards.next_indicator_year (conflicts) WHERE conflicts > 0;
CREATE INDEX ON dashboards.next_finding (office, code);
CREATE INDEX ON dashboards.next_quality (office, year);

DROP TABLE IF EXISTS dashboards.v_observation, dashboards.v_indicator_year, dashboards.v_finding, dashboards.v_document,
    dashboards.v_quality;
ALTER TABLE dashboards.next_observation RENAME TO v_observation;
ALTER TABLE dashboards.next_indicator_year RENAME TO v_indicator_year;
ALTER TABLE dashboards.next_finding RENAME TO v_finding;
ALTER TABLE dashboards.next_document RENAME TO v_document;
ALTER TABLE dashboards.next_quality RENAME TO v_quality;

GRANT USAGE ON SCHEMA dashboards TO gouji_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA dashboards TO gouji_reader;
ALTER ROLE gouji_reader SET search_path = dashboards, public;
