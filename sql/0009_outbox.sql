-- Writes to Allegro: an intent is a row before it is a request, and stays one for good. What was
-- asked for (body, guard, words) is written once; only its way through the states moves.

CREATE TABLE IF NOT EXISTS outbox (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  intent_key VARCHAR(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    COMMENT 'names the decision of a person: the same form sent twice is one intent',
  command_id CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    COMMENT 'UUIDv5 of account and intent_key: every host derives the same',
  kind VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'row of outbox_kinds.c; also the writer that must be armed',
  class TINYINT UNSIGNED NOT NULL COMMENT 'turn among the kinds: lower first',
  subject VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'what is written: an order, an offer',
  batch CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'intents of one decision: undone together',
  guard VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'what the remote must still be: the revision seen',
  before_value VARCHAR(500) NULL COMMENT 'as the person saw it',
  after_value VARCHAR(500) NULL COMMENT 'as it is to become',
  body MEDIUMBLOB NOT NULL COMMENT 'the exact bytes of every attempt',
  body_sha BINARY(32) NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'NEW',
  reason VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'why it is HELD, FAILED or late: outbox_reasons of outbox_state.c',
  problem VARCHAR(500) NULL COMMENT 'the same with the words of Allegro',
  found_value VARCHAR(500) NULL COMMENT 'what the remote showed when it was asked last',
  found_guard VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  landed BIGINT UNSIGNED NULL COMMENT 'generation of the local copy from which on it shows what was DONE',
  trace VARCHAR(40) CHARACTER SET ascii NULL COMMENT 'Trace-Id of the last answer',
  actor VARCHAR(100) NOT NULL COMMENT 'who decided',
  attempts INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'requests that may have had an effect',
  asks INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'questions what became of it',
  next_at DATETIME(3) NOT NULL COMMENT 'not before: the time to undo, then the pauses',
  deadline DATETIME(3) NOT NULL COMMENT 'after it a person decides: HELD',
  sent_at DATETIME(3) NULL COMMENT 'first attempt, committed before the request',
  ended_at DATETIME(3) NULL COMMENT 'DONE or FAILED',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'compare-and-set of every move',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  waiting VARCHAR(110) CHARACTER SET ascii COLLATE ascii_nopad_bin
    AS (IF(state = 'NEW', CONCAT(kind, ':', account_id, ':', subject), NULL)) PERSISTENT
    COMMENT 'one that waits for a subject ...',
  inflight VARCHAR(110) CHARACTER SET ascii COLLATE ascii_nopad_bin
    AS (IF(state IN ('SENT', 'UNKNOWN'), CONCAT(kind, ':', account_id, ':', subject), NULL)) PERSISTENT
    COMMENT '... and one in flight, whatever the programs do',
  UNIQUE KEY intent (account_id, intent_key),
  UNIQUE KEY command (command_id),
  UNIQUE KEY one_waiting (waiting),
  UNIQUE KEY one_inflight (inflight),
  KEY due (account_id, state, class, next_at),
  KEY by_subject (subject, id),
  KEY by_state (state, id),
  KEY by_batch (batch),
  CHECK (command_id <> ''),
  CHECK (state IN ('NEW', 'SENT', 'UNKNOWN', 'DONE', 'FAILED', 'HELD')),
  CHECK ((state IN ('DONE', 'FAILED')) = (ended_at IS NOT NULL)),
  CHECK (state NOT IN ('HELD', 'FAILED') OR reason IS NOT NULL),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Each step of an intent: decided, sent, answered, asked, given up. Append-only by grant.
CREATE TABLE IF NOT EXISTS outbox_step (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  outbox_id BIGINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  actor VARCHAR(100) NOT NULL COMMENT 'job and host, or login',
  event VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'outbox_event_names of outbox_state.c',
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'after the step',
  request VARCHAR(500) NULL COMMENT 'method and address, no secret',
  status INT UNSIGNED NULL COMMENT 'HTTP status of the answer; NULL: none came',
  trace VARCHAR(40) CHARACTER SET ascii NULL,
  detail VARCHAR(500) NULL,
  KEY steps (outbox_id, id),
  FOREIGN KEY (outbox_id) REFERENCES outbox (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Nothing is written to Allegro until a person arms that kind of write for the account. No row: off.
CREATE TABLE IF NOT EXISTS outbox_writer (
  account_id INT UNSIGNED NOT NULL,
  kind VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  armed TINYINT(1) NOT NULL DEFAULT 0,
  actor VARCHAR(100) NOT NULL COMMENT 'who switched it last',
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  version INT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (account_id, kind),
  CHECK (armed IN (0, 1)),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
