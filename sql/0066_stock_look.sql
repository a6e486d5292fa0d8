-- What has changed since the offers of an account were held against the ledger last is found by the
-- time it moved; what nobody could find that way is found by a look at all of them, now and then.

ALTER TABLE stock_total MODIFY COLUMN IF EXISTS moved_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) COMMENT 'sessions are in UTC';
ALTER TABLE stock_total ADD KEY IF NOT EXISTS by_move (moved_at, product_id);
ALTER TABLE stock_offer ADD COLUMN IF NOT EXISTS touched_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3);
ALTER TABLE stock_offer ADD KEY IF NOT EXISTS by_touch (touched_at, account_id, offer_id);
ALTER TABLE stock_lease ADD KEY IF NOT EXISTS by_since (since, product_id);
ALTER TABLE outbox ADD KEY IF NOT EXISTS by_end (account_id, ended_at);

CREATE TABLE IF NOT EXISTS stock_look (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  looked_at DATETIME(3) NULL COMMENT 'begin of the last look',
  whole_at DATETIME(3) NULL COMMENT 'begin of the last look at all its offers',
  asked BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often somebody said what concerns all of them: places, buffers',
  answered BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'up to which of these all were looked at',
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;
