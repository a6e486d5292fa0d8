-- Request budget: token buckets per application and resource, and bans told by Allegro.

CREATE TABLE IF NOT EXISTS request_bucket (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  client_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  account_id INT UNSIGNED NOT NULL COMMENT '0: shared by all accounts of the application',
  name VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of the limit, lib/allegro/budget.c',
  limit_n INT UNSIGNED NOT NULL COMMENT 'what Allegro allows ...',
  window_s INT UNSIGNED NOT NULL COMMENT '... within so many seconds',
  level_milli BIGINT NOT NULL COMMENT 'thousandths of a request left at refilled_at',
  refilled_at DATETIME(6) NOT NULL,
  minute_no BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'since 1970, of minute_n',
  minute_n INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'requests handed out in that minute',
  hour_no BIGINT UNSIGNED NOT NULL DEFAULT 0,
  hour_n INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (environment, client_id, account_id, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS request_ban (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  client_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  account_id INT UNSIGNED NOT NULL COMMENT '0: the whole application',
  door VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'api or auth: two servers, two bans',
  wait_s INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'length of this wait; 0: no ban',
  blocked_until DATETIME(3) NOT NULL DEFAULT '1970-01-01 00:00:00',
  probe_until DATETIME(3) NOT NULL DEFAULT '1970-01-01 00:00:00' COMMENT 'somebody asks whether it is over',
  since DATETIME(3) NULL COMMENT 'first 429 of this ban',
  refusals INT UNSIGNED NOT NULL DEFAULT 0 COMMENT '429 in a row',
  gen BIGINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (environment, client_id, account_id, door)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Order documents that are read without a field, because a person said so.

CREATE TABLE IF NOT EXISTS order_allowance (
  account_id INT UNSIGNED NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  path VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'JSON path, one of the few in order_allow.c',
  actor VARCHAR(100) NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (account_id, form_id, path),
  FOREIGN KEY (account_id, form_id) REFERENCES order_form (account_id, form_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What Allegro sends and Kram does not know: new fields, and new words in known ones.

CREATE TABLE IF NOT EXISTS remote_oddity (
  resource VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'order',
  name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'JSON path, with =WORD for a word; * for any element of a list',
  n BIGINT UNSIGNED NOT NULL COMMENT 'documents that had it',
  first_seen DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  last_seen DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (resource, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
