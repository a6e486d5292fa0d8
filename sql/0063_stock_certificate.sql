-- The certificate of stock: how many offers of an account show the number of the ledger, as it was
-- compared last, and what explains the others.

CREATE TABLE IF NOT EXISTS stock_certificate (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  made_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  seen_at DATETIME(3) NULL COMMENT 'when Allegro told the oldest of the numbers; NULL: there is none',
  offers INT UNSIGNED NOT NULL COMMENT 'that are linked; each is counted in one column below',
  equal_n INT UNSIGNED NOT NULL COMMENT 'stock_class.h, as all below',
  coming INT UNSIGNED NOT NULL,
  held INT UNSIGNED NOT NULL,
  uncounted INT UNSIGNED NOT NULL,
  conflict INT UNSIGNED NOT NULL,
  theirs INT UNSIGNED NOT NULL,
  ended INT UNSIGNED NOT NULL,
  differs INT UNSIGNED NOT NULL,
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS stock_unequal (
  account_id INT UNSIGNED NOT NULL,
  class VARCHAR(10) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'stock_class_names',
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  shows BIGINT NULL COMMENT 'what it may show by the ledger; NULL: nobody has counted',
  available BIGINT NULL COMMENT 'what Allegro showed; NULL: not told',
  PRIMARY KEY (account_id, class, offer_id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
