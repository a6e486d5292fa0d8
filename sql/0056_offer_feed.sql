-- The journal of offers: its events, which offers are to be read again, and how far it was read.

CREATE TABLE IF NOT EXISTS offer_event (
  account_id INT UNSIGNED NOT NULL,
  event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'a word of Allegro, cut when it does not fit: raw has it whole',
  occurred_at DATETIME(3) NULL,
  seen_at DATETIME(3) NOT NULL,
  raw MEDIUMBLOB NOT NULL COMMENT 'the event as it came; format of COMPRESS()',
  PRIMARY KEY (account_id, event_id),
  KEY (account_id, offer_id, occurred_at),
  KEY by_age (account_id, seen_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS offer_dirty (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  dirty_gen BIGINT UNSIGNED NOT NULL DEFAULT 1,
  clean_gen BIGINT UNSIGNED NOT NULL DEFAULT 0,
  is_dirty TINYINT(1) AS (clean_gen < dirty_gen) PERSISTENT,
  parts_gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'dirty_gen, when nothing but stock and price changed since it was clean',
  doc_hash BINARY(32) NULL,
  state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'PENDING'
    COMMENT 'PENDING, APPLIED, UNREADABLE, FAILING, GONE',
  problem_path VARCHAR(255) NULL COMMENT 'JSON path that could not be read',
  problem VARCHAR(500) NULL COMMENT 'why, in words',
  meaning VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'why the document could not be had: base/meaning.h; NULL: it could be',
  event_at DATETIME(3) NULL COMMENT 'newest occurredAt of its events',
  event_revision VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'events of offers tell none',
  dirty_from DATETIME(3) NULL COMMENT 'oldest occurredAt since it was clean',
  waiting_since DATETIME(3) NULL COMMENT 'when it became dirty; tells something only while it is',
  missing_since DATETIME(3) NULL COMMENT 'first 404 in a row',
  failing_since DATETIME(3) NULL COMMENT 'first of the failures in a row, whatever their cause',
  fail_count INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'own failures in a row; an outage never counts',
  next_try DATETIME(3) NOT NULL DEFAULT '1970-01-01 00:00:00',
  first_seen_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (account_id, offer_id),
  KEY dirty (account_id, is_dirty, next_try),
  KEY problem (state, account_id),
  CHECK (clean_gen <= dirty_gen),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS offer_cursor (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  last_event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'exclusive; moved by intake alone',
  gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'compare-and-set',
  polled_at DATETIME(3) NULL COMMENT 'last answer of the journal',
  event_at DATETIME(3) NULL COMMENT 'occurredAt of the event the cursor stands on',
  end_at DATETIME(3) NULL COMMENT 'when the journal was last read to its end, or everything was asked for instead',
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS offer_trail (
  account_id INT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'NULL: before the oldest event',
  PRIMARY KEY (account_id, at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS offer_poll_gap (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  from_at DATETIME(3) NOT NULL,
  until_at DATETIME(3) NOT NULL,
  UNIQUE KEY span (account_id, from_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS offer_sweep (
  account_id INT UNSIGNED NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'overlap, unread, sick',
  gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'compare-and-set: of all hosts one does it',
  due_at DATETIME(3) NOT NULL,
  position VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'running: event id (empty: before the oldest) it has come to; NULL: not running',
  started_at DATETIME(3) NULL,
  ran_at DATETIME(3) NULL COMMENT 'when the last one ended',
  found BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'what nothing else had brought, ever',
  PRIMARY KEY (account_id, kind),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- Each time the journal could not tell everything: all offers were read for it. Append-only.
CREATE TABLE IF NOT EXISTS offer_gap (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  reason VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'first, old, refused, jumped, unread',
  known_until DATETIME(3) NULL COMMENT 'until when everything was known; NULL: nothing was',
  event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'where the cursor stood',
  found_at DATETIME(3) NOT NULL,
  KEY newest (account_id, found_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;
