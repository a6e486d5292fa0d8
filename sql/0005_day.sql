-- The certificate of each day: what Allegro's list had, what was here, what only the audit found.
-- A day is a day in Warsaw, named by its first moment in UTC; it has 23 to 25 hours.

CREATE TABLE IF NOT EXISTS order_day (
  account_id INT UNSIGNED NOT NULL,
  day_at DATETIME(3) NOT NULL COMMENT 'first moment of the Warsaw day',
  until_at DATETIME(3) NOT NULL COMMENT 'first moment of the next one',
  state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'PENDING'
    COMMENT 'PENDING, SEALED, DIFFERENT',
  version BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'compare-and-set',
  -- A check on its way: moves in the transaction of each page, so that a killed one goes on.
  pass BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'number of the reading; order_day_form rows of another are old',
  walk_at DATETIME(3) NULL COMMENT 'lineItems.boughtAt of the next page; NULL: nobody is reading',
  walk_offset BIGINT NOT NULL DEFAULT 0,
  -- The last finished check. Every form of the list is in exactly one of equal to superseded.
  checked_at DATETIME(3) NULL,
  theirs BIGINT NOT NULL DEFAULT 0 COMMENT 'forms in the list of Allegro',
  here BIGINT NOT NULL DEFAULT 0 COMMENT 'of these, orders in our database',
  equal BIGINT NOT NULL DEFAULT 0,
  missing BIGINT NOT NULL DEFAULT 0,
  differing BIGINT NOT NULL DEFAULT 0,
  waiting BIGINT NOT NULL DEFAULT 0 COMMENT 'known to be changed, not read yet',
  unreadable BIGINT NOT NULL DEFAULT 0,
  failing BIGINT NOT NULL DEFAULT 0,
  superseded BIGINT NOT NULL DEFAULT 0,
  -- Ours of that day that the list does not have.
  merged BIGINT NOT NULL DEFAULT 0,
  gone BIGINT NOT NULL DEFAULT 0 COMMENT 'Allegro answers 404',
  elsewhere BIGINT NOT NULL DEFAULT 0 COMMENT 'bought on several days: in the list of another',
  served BIGINT NOT NULL DEFAULT 0 COMMENT 'served when asked for alone',
  asked BIGINT NOT NULL DEFAULT 0 COMMENT 'not explained yet: being asked for',
  seal_hash BINARY(32) NULL COMMENT 'BLAKE2b-256 of the list, see order_day.h',
  sealed_at DATETIME(3) NULL COMMENT 'when the present seal was first set',
  different_since DATETIME(3) NULL,
  unsettled_since DATETIME(3) NULL COMMENT 'checks since then met a day in motion',
  tries INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'checks in a row without a seal',
  next_check_at DATETIME(3) NULL COMMENT 'NULL: over, Allegro need not have it any more',
  latency_n BIGINT NOT NULL DEFAULT 0,
  latency_p50_ms BIGINT NULL,
  latency_p95_ms BIGINT NULL,
  PRIMARY KEY (account_id, day_at),
  KEY due (account_id, next_check_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- The list of a day as Allegro gave it last: with it anybody can recompute the seal.
CREATE TABLE IF NOT EXISTS order_day_form (
  account_id INT UNSIGNED NOT NULL,
  day_at DATETIME(3) NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  pass BIGINT UNSIGNED NOT NULL,
  revision VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  updated_at_remote DATETIME(3) NULL,
  doc_hash BINARY(32) NOT NULL,
  seen_at DATETIME(3) NOT NULL,
  verdict VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'enum order_verdict',
  PRIMARY KEY (account_id, day_at, form_id)
) ENGINE=InnoDB;

-- What only the audit found. Append-only; why is told by order_day_found, from the journal.
CREATE TABLE IF NOT EXISTS order_day_find (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  day_at DATETIME(3) NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    CHECK (kind IN ('MISSING', 'DIFFERS', 'ONLY_HERE')),
  doc_hash BINARY(32) NOT NULL COMMENT 'of the document that was found; zeros for ONLY_HERE',
  had_event BIGINT NOT NULL COMMENT '1: the journal had told, and still it was not here',
  found_at DATETIME(3) NOT NULL,
  found_by VARCHAR(64) NOT NULL COMMENT 'job',
  UNIQUE KEY once (account_id, form_id, kind, doc_hash),
  KEY day (account_id, day_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- Each change of a day's seal. Append-only.
CREATE TABLE IF NOT EXISTS order_day_seal (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  day_at DATETIME(3) NOT NULL,
  at DATETIME(3) NOT NULL,
  actor VARCHAR(64) NOT NULL,
  action VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    CHECK (action IN ('SEALED', 'RESEALED', 'UNSEALED', 'DIFFERENT')),
  theirs BIGINT NOT NULL,
  equal BIGINT NOT NULL,
  seal_hash BINARY(32) NOT NULL,
  KEY day (account_id, day_at, id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- When the journal of an account went unread for longer than 20 minutes. Append-only.
CREATE TABLE IF NOT EXISTS order_poll_gap (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  from_at DATETIME(3) NOT NULL,
  until_at DATETIME(3) NOT NULL,
  UNIQUE KEY span (account_id, from_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- Why a find was one. An event that happened before the find and came after it was late when it
-- took longer than 20 minutes, and merely under way otherwise; a change, unlike a missing order,
-- gets those 20 minutes before it counts, because the journal may be about to tell of it.
-- The hint: right after an outage statistics know nothing of its events yet.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW order_day_found AS
SELECT f.id, f.account_id, f.day_at, f.form_id, f.kind, f.found_at,
  (SELECT MIN(e.seen_at) FROM order_event e FORCE INDEX (account_id)
    WHERE e.account_id = f.account_id AND e.form_id = f.form_id
    AND e.occurred_at <= f.found_at AND e.seen_at > f.found_at) AS event_seen_at,
  CASE
    WHEN f.had_event = 1 AND f.kind = 'MISSING' THEN 'NOT_READ'
    WHEN EXISTS (SELECT 1 FROM order_event e FORCE INDEX (account_id)
      WHERE e.account_id = f.account_id AND e.form_id = f.form_id
      AND e.occurred_at <= f.found_at AND e.seen_at > f.found_at
      AND e.seen_at >= e.occurred_at + INTERVAL 20 MINUTE) THEN 'LATE'
    WHEN EXISTS (SELECT 1 FROM order_event e FORCE INDEX (account_id)
      WHERE e.account_id = f.account_id AND e.form_id = f.form_id
      AND e.occurred_at <= f.found_at AND e.seen_at > f.found_at) THEN 'UNDER_WAY'
    WHEN f.kind = 'DIFFERS' AND f.found_at > UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE THEN 'UNDER_WAY'
    ELSE 'EVENT_MISSING'
  END AS reason
FROM order_day_find f
WHERE f.kind <> 'ONLY_HERE';
