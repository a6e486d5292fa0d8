-- What a seller has at Allegro for offers to choose from, and what he chose for all of them.

CREATE TABLE IF NOT EXISTS term (
  account_id INT UNSIGNED NOT NULL,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'terms.h',
  term_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  name VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the seller''s own word for it',
  title VARCHAR(255) NULL COMMENT 'trade name of a producer, who a person is, who takes returns',
  street VARCHAR(255) NULL,
  post_code VARCHAR(255) NULL,
  city VARCHAR(255) NULL,
  country VARCHAR(255) NULL,
  email VARCHAR(255) NULL,
  phone VARCHAR(255) NULL,
  form_url VARCHAR(255) NULL,
  reach VARCHAR(255) NULL COMMENT 'of returns: FULL, RESTRICTED, DISABLED',
  period VARCHAR(255) NULL COMMENT 'of returns, ISO 8601',
  managed TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'made and changed by Allegro',
  warehouse TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'for offers from Allegro''s own warehouse alone',
  raw MEDIUMTEXT NOT NULL COMMENT 'as Allegro lists it, JSON',
  seen_at DATETIME(3) NOT NULL COMMENT 'begin of the reading that showed it last',
  gone_at DATETIME(3) NULL COMMENT 'Allegro lists it no more',
  PRIMARY KEY (account_id, kind, term_id),
  KEY by_name (account_id, kind, name),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- How current each of these lists is. Without its row one was never read.
CREATE TABLE IF NOT EXISTS term_list (
  account_id INT UNSIGNED NOT NULL,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  read_at DATETIME(3) NULL COMMENT 'begin of the last reading that was finished; NULL: none was',
  next_at DATETIME(3) NOT NULL COMMENT 'to be read, not before',
  problem VARCHAR(500) NULL COMMENT 'why it could not be read, or not all of it',
  PRIMARY KEY (account_id, kind),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What all offers of an account say unless something else is decided for one.
CREATE TABLE IF NOT EXISTS seller_terms (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  shipping_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  returns_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  implied_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  warranty_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  handling VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'time to send, ISO 8601: PT24H',
  invoice VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  country CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL,
  province VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of Poland',
  post_code VARCHAR(20) NULL,
  city VARCHAR(100) NULL,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  changed_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  changed_by VARCHAR(100) NOT NULL,
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
