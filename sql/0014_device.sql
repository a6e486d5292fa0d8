-- Devices a user has logged in from before: each has its own count of failed logins, so that a
-- stranger who fails on purpose keeps nobody out.

CREATE TABLE IF NOT EXISTS login_device (
  id_hash BINARY(32) NOT NULL COMMENT 'BLAKE2b-256 of the random id in the cookie',
  user_id BIGINT UNSIGNED NOT NULL COMMENT 'several people may share a browser',
  seen_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3) COMMENT 'last login from it',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (id_hash, user_id),
  KEY user (user_id),
  KEY age (seen_at),
  FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;

ALTER TABLE login_throttle MODIFY COLUMN kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
  COMMENT 'user, ip, device' CHECK (kind IN ('user', 'ip', 'device'));

ALTER TABLE login_throttle MODIFY COLUMN subject BINARY(32) NOT NULL
  COMMENT 'BLAKE2b-256 of user or login, of an address (IPv6: its /64), of device and user: none is kept in clear';
