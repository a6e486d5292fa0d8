-- Ratings: what buyers say of a purchase, what was answered, and until when removal can be asked for.

CREATE TABLE IF NOT EXISTS rating (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  rating_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'Allegro''s',
  rated_at DATETIME(3) NOT NULL,
  edited_at DATETIME(3) NULL,
  changed_at DATETIME(3) NOT NULL COMMENT 'by its buyer: answers and requests do not move it',
  login TEXT NULL COMMENT 'NULL once the order is erased, like the comment',
  recommended TINYINT(1) NOT NULL,
  comment MEDIUMTEXT NULL,
  delivery TINYINT NULL COMMENT 'marks of 1 to 5',
  delivery_cost TINYINT NULL,
  description TINYINT NULL,
  service TINYINT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'the order, which may not be here',
  title TEXT NULL COMMENT 'of its first offer',
  answer MEDIUMTEXT NULL,
  answered_at DATETIME(3) NULL,
  removal_until DATETIME(3) NULL COMMENT 'NULL: removal cannot be asked for',
  removal MEDIUMTEXT NULL COMMENT 'what was asked',
  removal_at DATETIME(3) NULL,
  excluded TINYINT(1) NOT NULL COMMENT '1: does not count for the average',
  words TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci NOT NULL COMMENT 'order_search.h',
  seen_at DATETIME(3) NOT NULL COMMENT 'begin of the request that showed it last',
  reread_at DATETIME(3) NULL COMMENT 'to be asked for by itself, not before',
  gone_at DATETIME(3) NULL COMMENT 'Allegro does not show it any more',
  to_answer TINYINT(1) AS (recommended = 0 AND answered_at IS NULL AND gone_at IS NULL) PERSISTENT,
  removal_open DATETIME(3) AS (IF(removal_at IS NULL AND gone_at IS NULL, removal_until, NULL)) PERSISTENT,
  UNIQUE KEY remote (rating_id, account_id),
  KEY newest (changed_at, id),
  KEY of_account (account_id, changed_at),
  KEY negative (recommended, changed_at, id),
  KEY to_answer (to_answer, changed_at, id),
  KEY removal_open (removal_open),
  KEY removal_asked (removal_at),
  KEY to_reread (account_id, reread_at),
  FULLTEXT KEY words (words),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- How far the list has been read. A walk goes from walk_to back to walk_from and survives its process.
CREATE TABLE IF NOT EXISTS rating_walk (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  walk_from DATETIME(3) NULL COMMENT 'NULL: no walk is under way',
  walk_to DATETIME(3) NULL COMMENT 'what changed later has been read',
  walk_skip INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'and so many that changed at that very moment',
  walk_began DATETIME(3) NULL,
  read_to DATETIME(3) NULL COMMENT 'begin of the last walk that was finished',
  swept_at DATETIME(3) NULL COMMENT 'begin of the last one that went back SWEEP_DAYS',
  next_at DATETIME(3) NULL COMMENT 'begin of the next walk; NULL: now',
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;
