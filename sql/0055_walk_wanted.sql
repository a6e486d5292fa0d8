-- A list whose journal no longer tells everything is read anew.

ALTER TABLE walk ADD COLUMN IF NOT EXISTS wanted_at DATETIME(3) NULL
  COMMENT 'everything is to be read anew: a walk that began before is of no use';
