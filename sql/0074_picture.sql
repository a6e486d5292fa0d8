-- Own copies of pictures, small ones, so that pages show what a thing looks like without asking anybody.

CREATE TABLE IF NOT EXISTS picture (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL COMMENT 'whose offer has it',
  address VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'as the offer says it: the large one',
  address_key BINARY(16) AS (UNHEX(LEFT(SHA2(address, 256), 32))) PERSISTENT COMMENT 'an address is longer than a key may be',
  content_id BIGINT UNSIGNED NULL COMMENT 'its copy; NULL: there is none yet',
  fault VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'of the last time: picture.h, fetch.h; empty: none',
  failures INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'in a row',
  next_at DATETIME(3) NULL DEFAULT UTC_TIMESTAMP(3) COMMENT 'to be fetched, not before; NULL: no more',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY by_address (address_key),
  KEY due (account_id, next_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- In the database and not in files, because each host of a panel shows them; a few kB each. Never changed: its address may be kept for good.
CREATE TABLE IF NOT EXISTS picture_content (
  id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'by the clock, an eighth of a second each: browsers keep what it names, so a database that was restored must not give it to another',
  digest BINARY(16) NOT NULL COMMENT 'the beginning of its BLAKE2b-256',
  media VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'by its own first bytes',
  width INT UNSIGNED NOT NULL,
  height INT UNSIGNED NOT NULL,
  bytes BLOB NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY by_digest (digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- How far the offers of an account were looked through for pictures.
CREATE TABLE IF NOT EXISTS picture_look (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'the last one; empty: from the first one again',
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;
