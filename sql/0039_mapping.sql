-- What people decided about categories and parameters, and what follows for each product.

-- One row a decision, never changed but for its end: the history, and the way back.
CREATE TABLE IF NOT EXISTS mapping_decision (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  account_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: every account of the environment',
  kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'decision.h',
  product_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of a decision for one product',
  subject VARCHAR(400) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'what it is about; parts by tabs',
  applies_if VARCHAR(250) COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'rule_condition.h; empty: always',
  place SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'among those with conditions the first that holds counts',
  value TEXT NULL COMMENT 'NULL: decided that there is none',
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  made_by VARCHAR(100) NOT NULL,
  ended_at DATETIME(3) NULL,
  ended_by VARCHAR(100) NULL,
  replaces BIGINT UNSIGNED NULL COMMENT 'the one that it ended; comes back when it is undone',
  live TINYINT(1) AS (IF(ended_at IS NULL, 1, NULL)) VIRTUAL,
  UNIQUE KEY one (environment, kind, product_id, account_id, subject, applies_if, live),
  KEY of_product (product_id, live)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

ALTER TABLE product ADD COLUMN IF NOT EXISTS shop_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin AS (MD5(category)) VIRTUAL COMMENT 'its shop category, for indexes and addresses';
CREATE INDEX IF NOT EXISTS by_shop ON product (shop_key);
CREATE INDEX IF NOT EXISTS by_version ON product (id, version);

-- What a product is worth to an account: ready, or what keeps it from being listed.
CREATE TABLE IF NOT EXISTS product_ready (
  account_id BIGINT UNSIGNED NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  product_version INT UNSIGNED NOT NULL COMMENT 'of the product when it was judged',
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'readiness.h',
  shop_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '',
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'Allegro''s; empty: none yet',
  origin VARCHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'who said that category',
  text_faults INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of the description of that version',
  blockers TEXT NOT NULL COMMENT 'numbers of ready_mark, by commas',
  noted TEXT NOT NULL COMMENT 'numbers of other marks, by commas',
  judged_at DATETIME(3) NOT NULL,
  PRIMARY KEY (account_id, product_id),
  KEY by_state (account_id, state, product_id),
  KEY by_category (account_id, category_id, product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What products have in common, with how many: blockers, states, shop categories, values met.
CREATE TABLE IF NOT EXISTS ready_mark (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'readiness.h',
  subject VARCHAR(400) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'parts by tabs',
  n BIGINT NOT NULL DEFAULT 0 COMMENT 'products that have it',
  alone BIGINT NOT NULL DEFAULT 0 COMMENT 'of them: have no other blocker',
  UNIQUE KEY one (account_id, kind, subject)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The products that have a blocker.
CREATE TABLE IF NOT EXISTS product_mark (
  mark_id BIGINT UNSIGNED NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (mark_id, product_id)
) ENGINE=InnoDB;

-- Products to be judged anew, because of a decision or of something that Allegro said.
CREATE TABLE IF NOT EXISTS ready_touch (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'ready.h',
  subject VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '',
  after_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'products up to this one are done',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows when it is asked for again',
  touched_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY one (account_id, kind, subject)
) ENGINE=InnoDB;

-- Of each category in use, what its products were judged by.
CREATE TABLE IF NOT EXISTS ready_category (
  account_id BIGINT UNSIGNED NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  seen VARCHAR(200) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'when its parameters were read, and whether it is gone',
  PRIMARY KEY (account_id, category_id)
) ENGINE=InnoDB;
