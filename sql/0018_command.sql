-- breaks earlier programs: an intent no longer keeps the bytes of its request.
-- A request to Allegro may carry several intents. Its bytes are kept with it, made when it is sent;
-- an intent keeps what was decided.

CREATE TABLE IF NOT EXISTS outbox_command (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  uuid CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    COMMENT 'of its intents and its bytes: every host derives the same, and so does a repetition',
  kind VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  request VARCHAR(500) NULL COMMENT 'method and address, no secret',
  body MEDIUMBLOB NOT NULL COMMENT 'the exact bytes of every attempt',
  intents INT UNSIGNED NOT NULL COMMENT 'how many it carries: outbox.sent_in',
  actor VARCHAR(100) NOT NULL COMMENT 'job and host that sent it first',
  attempts INT UNSIGNED NOT NULL DEFAULT 1,
  status INT UNSIGNED NULL COMMENT 'HTTP status of the last answer; NULL: none came',
  trace VARCHAR(40) CHARACTER SET ascii NULL COMMENT 'its Trace-Id',
  answered_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY uuid (uuid),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

ALTER TABLE outbox ADD COLUMN IF NOT EXISTS sent_in BIGINT UNSIGNED NULL
  COMMENT 'outbox_command of the last attempt';

ALTER TABLE outbox ADD KEY IF NOT EXISTS together (sent_in, state);

ALTER TABLE outbox ADD COLUMN IF NOT EXISTS after_sha BINARY(32) NULL
  COMMENT 'of after_value, when it was decided' AFTER after_value;

UPDATE outbox SET after_sha = UNHEX(SHA2(IFNULL(after_value, ''), 256)) WHERE after_sha IS NULL;

ALTER TABLE outbox MODIFY COLUMN after_sha BINARY(32) NOT NULL
  COMMENT 'of after_value, when it was decided';

ALTER TABLE outbox DROP COLUMN IF EXISTS body, DROP COLUMN IF EXISTS body_sha;
