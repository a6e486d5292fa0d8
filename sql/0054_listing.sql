-- Products on their way to become offers: what was asked for, and what became of each.

CREATE TABLE IF NOT EXISTS listing_run (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  status VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of the new offers: INACTIVE (drafts), ACTIVE',
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'listing_state_names',
  reason VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of a stopped one',
  actor VARCHAR(100) NOT NULL COMMENT 'who wanted it',
  version INT UNSIGNED NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  ended_at DATETIME(3) NULL,
  open_account INT UNSIGNED AS (IF(ended_at IS NULL, account_id, NULL)) PERSISTENT COMMENT 'one at a time',
  UNIQUE KEY one_open (open_account),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A product has one row an account: what was sent for it last.
CREATE TABLE IF NOT EXISTS listing (
  account_id INT UNSIGNED NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  run_id BIGINT UNSIGNED NOT NULL,
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'listing_item_names',
  why VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'why it was left out',
  problem TEXT NULL COMMENT 'with the words of Allegro',
  sku VARCHAR(100) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'external.id: by it the offer is found',
  body MEDIUMTEXT NULL COMMENT 'the document that is sent',
  outbox_id BIGINT UNSIGNED NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'what came of it',
  changed_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (account_id, product_id),
  KEY of_run (run_id, state, product_id),
  KEY by_product (product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
