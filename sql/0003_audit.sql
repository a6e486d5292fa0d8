-- Who did what: one trail of all changes by people and jobs, and the chain that seals it.
-- Append-only by grant. It holds no personal values of buyers: those are erased, this is not.

CREATE TABLE IF NOT EXISTS audit (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'gaps are transactions that did not commit',
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  actor VARCHAR(100) NOT NULL COMMENT 'login, "kramctl", or job',
  action VARCHAR(48) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'user.role, account.connect, ...',
  subject VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'kind:id, as user:3, order:UUID, account:1',
  before_value VARCHAR(1000) NULL,
  after_value VARCHAR(1000) NULL,
  request_id VARCHAR(64) CHARACTER SET ascii NULL COMMENT 'req=... or run=..., as in the log',
  trace_id VARCHAR(64) CHARACTER SET ascii NULL COMMENT 'Trace-Id of Allegro',
  KEY by_subject (subject, id),
  KEY by_actor (actor, id),
  KEY by_action (action, id),
  KEY by_time (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A seal covers the rows that audit_leaf lists under it, so that a row whose transaction committed
-- late is sealed by a later seal and never looks like one that was slipped in.
CREATE TABLE IF NOT EXISTS audit_seal (
  id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT '1, 2, 3 ...: without gaps',
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  first_id BIGINT UNSIGNED NOT NULL,
  last_id BIGINT UNSIGNED NOT NULL,
  last_at DATETIME(3) NOT NULL COMMENT 'time of the row last_id: where to look for rows without a seal',
  leaves BIGINT UNSIGNED NOT NULL,
  prev_hash BINARY(32) NOT NULL UNIQUE COMMENT 'zero for the first; unique, so that the chain cannot fork',
  hash BINARY(32) NOT NULL UNIQUE COMMENT 'BLAKE2b-256 of prev_hash and all leaves'
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS audit_leaf (
  audit_id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'no foreign key: it outlives a row that somebody deletes, to name it',
  seal_id BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL COMMENT 'BLAKE2b-256 of the row',
  KEY by_seal (seal_id, audit_id),
  FOREIGN KEY (seal_id) REFERENCES audit_seal (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS audit_check (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  seal_id BIGINT UNSIGNED NOT NULL COMMENT 'last seal that was checked, 0: none',
  leaves BIGINT UNSIGNED NOT NULL,
  fault VARCHAR(500) NULL COMMENT 'what was found, NULL: nothing'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The journal of users becomes a part of the trail.
CREATE TABLE IF NOT EXISTS user_event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL,
  actor VARCHAR(100) NOT NULL,
  action VARCHAR(24) CHARACTER SET ascii NOT NULL,
  user_id BIGINT UNSIGNED NOT NULL,
  detail VARCHAR(200) NULL
) ENGINE=InnoDB;

INSERT INTO audit (at, actor, action, subject, after_value)
SELECT v.at, v.actor, CONCAT('user.', v.action), CONCAT('user:', v.user_id), v.detail
FROM user_event v
WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.at = v.at AND a.subject = CONCAT('user:', v.user_id)
  AND a.action = CONCAT('user.', v.action))
ORDER BY v.id;

DROP TABLE IF EXISTS user_event;

-- Personal data: what is erased when its time is over or the buyer asks, and who looked at it.
ALTER TABLE orders
  ADD COLUMN IF NOT EXISTS erased TINYINT UNSIGNED NOT NULL DEFAULT 0
    COMMENT 'enum order_erasure: 1 contact data, 2 invoice data too; a document read again brings nothing back',
  ADD KEY IF NOT EXISTS by_erasure (erased, bought_at, id);

ALTER TABLE order_event
  ADD COLUMN IF NOT EXISTS erased TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '1: raw was emptied',
  ADD KEY IF NOT EXISTS by_erasure (erased, seen_at);

ALTER TABLE order_raw
  ADD KEY IF NOT EXISTS by_age (fetched_at);

CREATE TABLE IF NOT EXISTS erasure (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'a buyer asked to be forgotten; whom is not kept',
  asked_by VARCHAR(100) NOT NULL COMMENT 'login, or kramctl',
  asked_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  orders BIGINT UNSIGNED NOT NULL,
  ended_at DATETIME(3) NULL,
  KEY open (ended_at, id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS erasure_order (
  erasure_id BIGINT UNSIGNED NOT NULL,
  order_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (erasure_id, order_id),
  FOREIGN KEY (erasure_id) REFERENCES erasure (id),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS order_view_log (
  day DATE NOT NULL COMMENT 'UTC',
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  user_id BIGINT UNSIGNED NOT NULL,
  first_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  last_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  times INT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (day, form_id, user_id),
  KEY by_order (form_id, day),
  FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;

-- What was asked about an order and what Allegro answered: heads only, for support tickets.
CREATE TABLE IF NOT EXISTS order_trace (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  request VARCHAR(500) CHARACTER SET ascii NOT NULL COMMENT 'method and path; no token, no body',
  status INT UNSIGNED NOT NULL COMMENT '0: no answer',
  trace_id VARCHAR(64) CHARACTER SET ascii NULL,
  answer VARCHAR(500) NULL COMMENT 'what became of it, in words',
  run_id VARCHAR(64) CHARACTER SET ascii NULL COMMENT 'as in the log',
  KEY by_form (form_id, id),
  KEY by_age (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
