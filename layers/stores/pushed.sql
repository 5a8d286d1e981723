-- What a database holds of a collection that is pushed to it.

CREATE SCHEMA mapapp AUTHORIZATION mapapp_editor;

GRANT USAGE ON SCHEMA mapapp TO mapapp_reader;

ALTER DEFAULT PRIVILEGES FOR ROLE mapapp_editor IN SCHEMA mapapp
    GRANT SELECT ON TABLES TO mapapp_reader;

SET LOCAL ROLE mapapp_editor;

-- Who pushed what, and when. `layout` is that of the tables.
CREATE TABLE mapapp.versions (
    number integer PRIMARY KEY,
    pushed_at timestamptz NOT NULL DEFAULT now(),
    pushed_by text NOT NULL DEFAULT session_user,
    collection text NOT NULL,
    data_version text NOT NULL,
    fingerprint text NOT NULL,
    layout integer NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    removed integer NOT NULL
);

-- The descriptor, and the tables other than the layers. `until` is the first version without it.
CREATE TABLE mapapp.files (
    name text NOT NULL,
    content bytea NOT NULL,
    since integer NOT NULL REFERENCES mapapp.versions DEFERRABLE INITIALLY DEFERRED,
    until integer REFERENCES mapapp.versions DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX ON mapapp.files (name) WHERE until IS NULL;

-- The records of the layers as they are written, with the places that they name.
CREATE TABLE mapapp.records (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    id text NOT NULL,
    cells jsonb NOT NULL,
    points geometry(MultiPoint, 4326),
    since integer NOT NULL REFERENCES mapapp.versions DEFERRABLE INITIALLY DEFERRED,
    until integer REFERENCES mapapp.versions DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX ON mapapp.records (layer, id) WHERE until IS NULL;
CREATE INDEX ON mapapp.records (layer, id, since);
CREATE INDEX ON mapapp.records USING gist (points) WHERE until IS NULL;

-- For each layer of a version, the number that ends the names of its tables (`codes_3_0`, `words_3_0`:
-- those of layers/stores/building.py), and what the codes stand for. Kept for the last two versions.
CREATE TABLE mapapp.layers (
    version integer NOT NULL REFERENCES mapapp.versions DEFERRABLE INITIALLY DEFERRED,
    layer text NOT NULL,
    number integer NOT NULL,
    meanings json NOT NULL,
    PRIMARY KEY (version, layer)
);
