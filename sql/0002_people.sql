-- People who use the panel: users, their sessions, one-time links, throttling of login, and an
-- append-only journal of what was done to users. Secrets are stored as hashes only.

CREATE TABLE IF NOT EXISTS users (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  login VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci NOT NULL UNIQUE COMMENT 'case does not count',
  name VARCHAR(100) NOT NULL COMMENT 'as shown to others',
  role VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    CHECK (role IN ('viewer', 'packer', 'seller', 'administrator')),
  password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'Argon2id; NULL: invited, no password yet',
  generation BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'moves with password, role and disabling: ends older sessions',
  disabled_at DATETIME(3) NULL,
  last_login_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS sessions (
  id_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'BLAKE2b-256 of the id in the cookie',
  user_id BIGINT UNSIGNED NOT NULL,
  generation BIGINT UNSIGNED NOT NULL COMMENT 'of the user at login',
  authenticated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3) COMMENT 'last time the password was given',
  seen_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3) COMMENT 'written once a minute',
  flash VARCHAR(500) CHARACTER SET utf8mb4 NULL COMMENT 'message for the next page',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  KEY age (created_at),
  KEY user (user_id),
  FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;

-- What the web toolkit reads at each request: a session that its user may still use.
CREATE OR REPLACE SQL SECURITY INVOKER VIEW session_principal AS
SELECT s.id_hash, s.user_id, u.login, u.name, u.role, s.authenticated_at, s.created_at, s.seen_at, s.flash
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE u.generation = s.generation AND u.disabled_at IS NULL;

CREATE TABLE IF NOT EXISTS one_time_link (
  token_hash BINARY(32) NOT NULL PRIMARY KEY COMMENT 'BLAKE2b-256 of the token in the link',
  purpose VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    CHECK (purpose IN ('setup', 'invite', 'reset', 'login')),
  user_id BIGINT UNSIGNED NULL COMMENT 'NULL: setup, there is no user yet',
  made_by VARCHAR(100) NOT NULL COMMENT 'login, or kramctl',
  expires_at DATETIME(3) NOT NULL,
  used_at DATETIME(3) NULL COMMENT 'set once, by compare-and-set',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  KEY user (user_id),
  FOREIGN KEY (user_id) REFERENCES users (id),
  CHECK ((purpose = 'setup') = (user_id IS NULL))
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS login_throttle (
  kind VARCHAR(4) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL CHECK (kind IN ('user', 'ip')),
  subject BINARY(32) NOT NULL COMMENT 'BLAKE2b-256 of login or address: neither is kept in clear',
  failures INT UNSIGNED NOT NULL DEFAULT 0,
  last_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  blocked_until DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (kind, subject),
  KEY age (last_at)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS user_event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  actor VARCHAR(100) NOT NULL COMMENT 'login, or kramctl',
  action VARCHAR(24) CHARACTER SET ascii NOT NULL,
  user_id BIGINT UNSIGNED NOT NULL,
  detail VARCHAR(200) NULL,
  KEY user (user_id, id),
  FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;
