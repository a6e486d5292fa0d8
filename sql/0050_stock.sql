-- Stock as a ledger: what is on hand and what is reserved are sums of movements that are never
-- changed. Sums are kept beside them, moved in the same transaction and by relative updates only.
-- Nothing refers to product by a foreign key: a file that changes 100,000 products would keep
-- orders from being stored meanwhile.

CREATE TABLE IF NOT EXISTS stock_place (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'stock.h',
  name VARCHAR(100) NOT NULL COMMENT 'empty: called what its kind is called',
  ended_at DATETIME(3) NULL COMMENT 'not used any more',
  version INT UNSIGNED NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  CHECK (kind IN ('shop', 'warehouse', 'external')),
  UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Where everything is until somebody says otherwise.
INSERT INTO stock_place (id, kind, name) VALUES (1, 'warehouse', '') ON DUPLICATE KEY UPDATE id = stock_place.id;

-- The places an account sells from; one without a row sells from all.
CREATE TABLE IF NOT EXISTS stock_feed (
  account_id INT UNSIGNED NOT NULL,
  place_id INT UNSIGNED NOT NULL,
  position SMALLINT UNSIGNED NOT NULL COMMENT 'the first that has enough is reserved from',
  PRIMARY KEY (account_id, place_id),
  FOREIGN KEY (account_id) REFERENCES account (id),
  FOREIGN KEY (place_id) REFERENCES stock_place (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS stock_move (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_id BIGINT UNSIGNED NOT NULL,
  place_id INT UNSIGNED NOT NULL,
  kind VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'stock.h',
  on_hand BIGINT NOT NULL COMMENT 'how much more',
  reserved BIGINT NOT NULL DEFAULT 0 COMMENT 'how much more',
  doc_kind VARCHAR(6) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'line, run, form, old',
  doc VARCHAR(100) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'account:lineItem.id; run; what the form brought along',
  turn INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of a line: its n-th reservation; of a transfer 0 from, 1 to',
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  actor VARCHAR(100) NOT NULL,
  why VARCHAR(300) NULL,
  CHECK (kind IN ('received', 'counted', 'file', 'api', 'sale', 'reservation', 'release', 'return', 'correction', 'transfer')),
  UNIQUE KEY once (doc_kind, doc, product_id, kind, turn),
  KEY of_product (product_id, id),
  KEY of_place (place_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The sums of a product at a place.
CREATE TABLE IF NOT EXISTS stock_level (
  product_id BIGINT UNSIGNED NOT NULL,
  place_id INT UNSIGNED NOT NULL,
  on_hand BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  moves BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'how many are in it',
  PRIMARY KEY (product_id, place_id)
) ENGINE=InnoDB;

-- And of a product everywhere.
CREATE TABLE IF NOT EXISTS stock_total (
  product_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  on_hand BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  is_known TINYINT(1) NOT NULL COMMENT '0: nobody has counted it, which is not 0 pieces',
  moved_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  stock BIGINT AS (IF(is_known, on_hand, NULL)) VIRTUAL,
  free BIGINT AS (on_hand - reserved) VIRTUAL,
  KEY by_free (is_known, free, product_id),
  KEY by_reserved (reserved, product_id)
) ENGINE=InnoDB;

-- Which product an offer sells, and how many pieces of it at once; a set has a row a part.
CREATE TABLE IF NOT EXISTS stock_link (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  pieces INT UNSIGNED NOT NULL CHECK (pieces > 0),
  actor VARCHAR(100) NOT NULL COMMENT 'who said so',
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (account_id, offer_id, product_id),
  KEY of_product (product_id, account_id, offer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Written by whoever stores a line of an offer and by whoever links it, so that of two at once one
-- waits for the other and neither misses what the other brings.
CREATE TABLE IF NOT EXISTS stock_offer (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  writes BIGINT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (account_id, offer_id)
) ENGINE=InnoDB;

-- Lines of orders as stock sees them, of offers that are linked or not.
CREATE TABLE IF NOT EXISTS stock_line (
  account_id INT UNSIGNED NOT NULL,
  line_item_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  quantity BIGINT NOT NULL,
  state VARCHAR(5) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'open, sent, off',
  bought_at DATETIME(3) NULL,
  PRIMARY KEY (account_id, line_item_id),
  KEY of_offer (account_id, offer_id, state)
) ENGINE=InnoDB;

-- What is booked for a line at a product now; how it came to that say the movements.
CREATE TABLE IF NOT EXISTS stock_part (
  account_id INT UNSIGNED NOT NULL,
  line_item_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  place_id INT UNSIGNED NOT NULL,
  pieces BIGINT NOT NULL CHECK (pieces > 0),
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'none, reserved, sold',
  turn INT UNSIGNED NOT NULL COMMENT 'that of its last reservation',
  PRIMARY KEY (account_id, line_item_id, product_id),
  KEY of_product (product_id, state, account_id, line_item_id)
) ENGINE=InnoDB;

-- Pieces that are never offered. Of one product, else of its shop category, else of an account; what
-- is said for one account goes before what is said for all (0).
CREATE TABLE IF NOT EXISTS stock_buffer (
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'product, category, account',
  subject CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'its id; product.shop_key; empty',
  account_id INT UNSIGNED NOT NULL DEFAULT 0,
  pieces INT UNSIGNED NOT NULL,
  actor VARCHAR(100) NOT NULL,
  changed_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  version INT UNSIGNED NOT NULL DEFAULT 1,
  CHECK (kind IN ('product', 'category', 'account')),
  PRIMARY KEY (kind, subject, account_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Which offer of a product keeps the last pieces while the others rest.
CREATE TABLE IF NOT EXISTS stock_lease (
  product_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  since DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  version INT UNSIGNED NOT NULL DEFAULT 1
) ENGINE=InnoDB;
