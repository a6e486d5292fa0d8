-- The search box knows no mail domains any more: each stood in half of the orders. Rows from before
-- are cleaned by keep-house, a few hundred at a time: this row says how far it has come.

CREATE TABLE IF NOT EXISTS order_search_cleaning (
  id TINYINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'the one row: 1',
  done_id BIGINT UNSIGNED NOT NULL COMMENT 'order_search.order_id up to which all are clean',
  ended_at DATETIME(3) NULL COMMENT 'NULL: there are more'
) ENGINE=InnoDB;

INSERT IGNORE INTO order_search_cleaning (id, done_id) VALUES (1, 0);
