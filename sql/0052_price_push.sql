-- What keeps the price of an offer from being Kram's, and what price rules last led to.

-- Campaigns of Allegro's that an offer takes part in: there its price is not touched.
CREATE TABLE IF NOT EXISTS offer_campaign (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'prices, discount, badge',
  campaign_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'Allegro''s; of Allegro Prices the marketplace',
  name VARCHAR(200) NULL,
  status VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'in Allegro''s word',
  seen_at DATETIME(3) NOT NULL COMMENT 'begin of what showed it last',
  gone_at DATETIME(3) NULL COMMENT 'it takes part no more',
  PRIMARY KEY (account_id, offer_id, kind, campaign_id),
  KEY current (account_id, kind, gone_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The last look of a rule at an account's offers: the same changes are not planned twice.
CREATE TABLE IF NOT EXISTS price_push (
  account_id INT UNSIGNED NOT NULL,
  number BIGINT UNSIGNED NOT NULL COMMENT 'of the rule; 0: of the account as a whole',
  looked_at DATETIME(3) NOT NULL,
  digest CHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'of the changes; empty: none',
  changes INT UNSIGNED NOT NULL DEFAULT 0,
  left_out INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'offers whose price was not touched: unknown, Allegro''s, a campaign',
  plan_id BIGINT UNSIGNED NULL COMMENT 'that was made of them',
  PRIMARY KEY (account_id, number)
) ENGINE=InnoDB;
