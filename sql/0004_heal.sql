-- Healing: what is read again and when, where the cursor stood, gaps of the journal, and how a
-- merged purchase is found from its new form.

ALTER TABLE order_cursor ADD COLUMN IF NOT EXISTS end_at DATETIME(3) NULL
  COMMENT 'when the journal was last read to its end: everything before it is stored';

UPDATE order_cursor SET end_at = polled_at WHERE end_at IS NULL;

ALTER TABLE order_form ADD COLUMN IF NOT EXISTS event_revision VARCHAR(64)
  CHARACTER SET ascii COLLATE ascii_nopad_bin NULL
  COMMENT 'checkoutForm.revision of the newest event: a document of the list has to be as new';

ALTER TABLE order_form ADD COLUMN IF NOT EXISTS dirty_from DATETIME(3) NULL
  COMMENT 'oldest occurredAt since it was clean: the list has the form there or later';

ALTER TABLE order_form ADD COLUMN IF NOT EXISTS missing_since DATETIME(3) NULL
  COMMENT 'first 404 in a row';

ALTER TABLE order_form ADD INDEX IF NOT EXISTS heir (account_id, superseded_by);

-- Where the cursor stood: the way back for what reads the journal again. A row every few minutes.
CREATE TABLE IF NOT EXISTS order_trail (
  account_id INT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'NULL: before the oldest event',
  PRIMARY KEY (account_id, at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- What is read again, when it is due and how far a running one has come.
CREATE TABLE IF NOT EXISTS order_sweep (
  account_id INT UNSIGNED NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'overlap, nightly, unpaid, open',
  gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'compare-and-set: of all hosts one does it',
  due_at DATETIME(3) NOT NULL,
  position VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL
    COMMENT 'running: event id (empty: before the oldest) or orders.id it has come to; NULL: not running',
  started_at DATETIME(3) NULL,
  ran_at DATETIME(3) NULL COMMENT 'when the last one ended',
  found BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'events or orders that nothing else had brought, ever',
  PRIMARY KEY (account_id, kind),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- Times the journal cannot tell any more; the list tells them. Kept for ever: each is an incident.
CREATE TABLE IF NOT EXISTS order_gap (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  reason VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'old, refused, jumped',
  from_at DATETIME(3) NOT NULL COMMENT 'updatedAt from which all forms are read',
  until_at DATETIME(3) NOT NULL,
  done_until DATETIME(3) NOT NULL COMMENT 'moves with the data',
  total BIGINT NULL COMMENT 'what Allegro counted for the window',
  stored BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'documents looked at so far',
  old_event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'where the cursor stood',
  event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'newest one before the window was read: the journal goes on behind it',
  event_at DATETIME(3) NULL,
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'RUNNING' COMMENT 'RUNNING, DONE',
  running TINYINT(1) AS (IF(state = 'RUNNING', 1, NULL)) PERSISTENT,
  started_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  UNIQUE KEY one_at_a_time (account_id, running),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;
