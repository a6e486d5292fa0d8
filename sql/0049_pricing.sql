-- What offers are to cost: rules, and what they reckon with.

-- One row a version of a rule, never changed but for its end: the history, and the way back.
CREATE TABLE IF NOT EXISTS price_rule (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  first_id BIGINT UNSIGNED NULL COMMENT 'the first version of the same rule; NULL: it is this one',
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  name VARCHAR(100) NOT NULL,
  account_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: every account of the environment',
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'price_scope.h; empty, as the next four: whatever it is',
  brand VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'folded',
  shop_category VARCHAR(1000) COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'and what lies below it',
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'Allegro''s, and what lies below it',
  market VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '',
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of its offers and of its amounts',
  base VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'price_rule.h, as the next columns',
  way VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  rate INT NOT NULL COMMENT 'basis points',
  add_minor BIGINT NOT NULL,
  fixed_minor BIGINT NOT NULL,
  ending VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  direction VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  floor_minor BIGINT NULL,
  ceiling_minor BIGINT NULL,
  min_margin INT NULL COMMENT 'basis points',
  auto_offers INT NOT NULL COMMENT 'so many at once go without being asked about',
  auto_change INT NOT NULL COMMENT 'and by so much each, in basis points',
  armed TINYINT(1) NOT NULL DEFAULT 0 COMMENT '0: its offers keep their price',
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  made_by VARCHAR(100) NOT NULL,
  ended_at DATETIME(3) NULL,
  ended_by VARCHAR(100) NULL,
  replaces BIGINT UNSIGNED NULL COMMENT 'the version that it ended; comes back when it is undone',
  live TINYINT(1) AS (IF(ended_at IS NULL, 1, NULL)) VIRTUAL,
  shop_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin AS (MD5(shop_category)) VIRTUAL COMMENT 'short enough for an index',
  UNIQUE KEY one (environment, account_id, offer_id, brand, shop_key, category_id, market, currency, live) COMMENT 'a rule at a time',
  KEY versions (first_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What currencies cost in PLN. Of a currency the newest day that has come counts, of a day the last row.
CREATE TABLE IF NOT EXISTS currency_rate (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day CHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT '2026-12-01',
  units INT NOT NULL COMMENT 'so many of it',
  rate BIGINT NOT NULL COMMENT 'cost so many 1/10000 PLN',
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  made_by VARCHAR(100) NOT NULL,
  CHECK (units > 0 AND rate > 0),
  KEY newest (currency, day, id)
) ENGINE=InnoDB;

-- Which share of the price Allegro keeps. Of a category the last row counts, of several the deepest.
CREATE TABLE IF NOT EXISTS price_fee (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  market VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'empty: every one',
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'Allegro''s, and what lies below it; empty: all',
  rate INT NULL COMMENT 'basis points of the gross price; NULL: said no more',
  origin VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'typed, or preview: Allegro said so of an offer there',
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  made_by VARCHAR(100) NOT NULL,
  KEY newest (environment, market, category_id, id)
) ENGINE=InnoDB;
