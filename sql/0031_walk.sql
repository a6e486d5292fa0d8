-- Walks through lists of any kind take the place of rating_walk, which the next release drops.

CREATE TABLE IF NOT EXISTS walk (
  account_id INT UNSIGNED NOT NULL,
  name VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of the list: struct walk_def',
  walk_from DATETIME(3) NULL COMMENT 'how far back it goes; NULL: none is under way',
  walk_to DATETIME(3) NULL COMMENT 'what changed later has been read',
  walk_skip INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'and so many that changed at that very moment; of a list without bounds: of all',
  walk_began DATETIME(3) NULL,
  read_to DATETIME(3) NULL COMMENT 'begin of the last walk that was finished',
  swept_at DATETIME(3) NULL COMMENT 'begin of the last one that went back sweep_days',
  next_at DATETIME(3) NULL COMMENT 'begin of the next walk; NULL: now',
  PRIMARY KEY (account_id, name),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

INSERT IGNORE INTO walk (account_id, name, walk_from, walk_to, walk_skip, walk_began, read_to, swept_at, next_at)
  SELECT account_id, 'ratings', walk_from, walk_to, walk_skip, walk_began, read_to, swept_at, next_at FROM rating_walk;
