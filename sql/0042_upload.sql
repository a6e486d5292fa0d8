-- Files come in through the panel: one that nobody has said anything of has no profile yet, and a file lies on one host.

ALTER TABLE import_run MODIFY profile_id INT UNSIGNED NULL COMMENT 'NULL: uploaded, and nobody has said what it is';
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS host VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'whose disk has its file; empty: kramctl read it where it was';
