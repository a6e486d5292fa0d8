-- Files of products that a job fetches from an address of the shop.

ALTER TABLE import_run ADD COLUMN IF NOT EXISTS etag VARCHAR(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'of the file, as its server told it';
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS modified VARCHAR(63) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'its Last-Modified';
ALTER TABLE import_run ADD COLUMN IF NOT EXISTS digest BINARY(32) NULL COMMENT 'BLAKE2b-256 of a file that was fetched';

CREATE TABLE IF NOT EXISTS import_source (
  profile_id INT UNSIGNED NOT NULL PRIMARY KEY,
  address VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'may hold a key of the shop: neither shown whole nor logged',
  period_min INT UNSIGNED NOT NULL,
  paused TINYINT(1) NOT NULL DEFAULT 0,
  next_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  asked_at DATETIME(3) NULL,
  got_at DATETIME(3) NULL COMMENT 'a file came, or the server said that it is the same',
  fault VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'of the last time: import_source.h; empty: none',
  problem VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'the same as a sentence',
  failures INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'in a row',
  run_id BIGINT UNSIGNED NULL COMMENT 'of the last file; NULL: none of this address',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with what a person changes',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  KEY by_time (next_at),
  FOREIGN KEY (profile_id) REFERENCES import_profile (id),
  FOREIGN KEY (run_id) REFERENCES import_run (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
