-- One field of many products, changed at once by a person: what was planned, what it was before, and
-- the way back.

CREATE TABLE IF NOT EXISTS product_bulk (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  verb VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'catalog_change.h',
  field VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  value VARCHAR(500) NOT NULL COMMENT 'as it was typed',
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'bulk_plan.h',
  products INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'that it is about',
  changed INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'that change, or did',
  skipped INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'changed by others meanwhile; of an undone one those that stay',
  actor VARCHAR(100) NOT NULL,
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  done_at DATETIME(3) NULL,
  undone_at DATETIME(3) NULL,
  undone_by VARCHAR(100) NULL,
  KEY by_state (state, made_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS product_bulk_item (
  bulk_id BIGINT UNSIGNED NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  seen_version INT UNSIGNED NOT NULL COMMENT 'of the product when it was planned',
  done_version INT UNSIGNED NULL COMMENT 'after the change; NULL: it was none',
  was TEXT NULL COMMENT 'the field before, of a text',
  was_number BIGINT NULL COMMENT 'of a number or an amount',
  was_currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
  was_locked TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (bulk_id, product_id),
  FOREIGN KEY (bulk_id) REFERENCES product_bulk (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
