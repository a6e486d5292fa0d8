-- Alarms: what is wrong, raised once and cleared once, and the mails that tell of it.

CREATE TABLE IF NOT EXISTS alarm (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'key of a row of alarm_kinds.c',
  account_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: the installation',
  subject VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'what it is about: a job, a day',
  severity BIGINT NOT NULL COMMENT '1 amber, 2 red',
  text VARCHAR(500) NOT NULL COMMENT 'English message id with a %s for each value',
  args VARCHAR(1000) NOT NULL DEFAULT '' COMMENT 'the values, separated by U+001F',
  step BIGINT NOT NULL DEFAULT 0 COMMENT 'rises when it gets worse: then it is mailed again',
  raised_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  seen_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3) COMMENT 'last time it was raised',
  cleared_at DATETIME(3) NULL,
  version BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'moves with each change; compare-and-set',
  is_open TINYINT(1) AS (IF(cleared_at IS NULL, 1, NULL)) PERSISTENT,
  mailed_step BIGINT NULL COMMENT 'step the last mail told of; NULL: none was made',
  mailed_at DATETIME(3) NULL COMMENT 'when a mail that tells of it was first handed over',
  clear_mail BIGINT UNSIGNED NULL COMMENT 'the mail that tells it is over; 0: none is wanted',
  UNIQUE KEY open_once (kind, account_id, subject, is_open),
  KEY is_open (is_open, severity),
  KEY cleared (cleared_at),
  KEY unmailed_end (clear_mail, cleared_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS mail (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL CHECK (kind IN ('alarm', 'test')),
  message_id CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'the same for a mail sent twice, so that it is shown once',
  actor VARCHAR(100) NOT NULL COMMENT 'job or user who asked for it',
  subject VARCHAR(200) NULL COMMENT 'NULL: a test mail nobody has written yet',
  body TEXT NULL,
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'NEW'
    CHECK (state IN ('NEW', 'SENDING', 'SENT', 'UNKNOWN', 'FAILED')),
  tries INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'compare-and-set',
  unknowns INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'tries whose outcome nobody knows: one is repeated, a second is not',
  next_try DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  outcome VARCHAR(500) NULL COMMENT 'why it was not sent, in words',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  sent_at DATETIME(3) NULL COMMENT 'when it was handed over',
  KEY waiting (state, next_try),
  KEY age (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS alarm_mail (
  mail_id BIGINT UNSIGNED NOT NULL,
  alarm_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (mail_id, alarm_id),
  KEY (alarm_id),
  FOREIGN KEY (mail_id) REFERENCES mail (id),
  FOREIGN KEY (alarm_id) REFERENCES alarm (id)
) ENGINE=InnoDB;

ALTER TABLE job_run ADD KEY IF NOT EXISTS age (ended_at);
