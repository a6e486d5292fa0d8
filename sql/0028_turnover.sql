-- What the orders of each hour are worth: the first page tells of today, yesterday and the usual.

CREATE TABLE IF NOT EXISTS order_turnover (
  hour DATETIME(3) NOT NULL COMMENT 'first moment of the hour of orders.bought_at, UTC',
  account_id INT UNSIGNED NOT NULL,
  currency CHAR(3) CHARACTER SET ascii NOT NULL,
  minor BIGINT NOT NULL COMMENT 'sum of total_minor, without merged and cancelled orders; moves in the transaction that moves them',
  PRIMARY KEY (hour, account_id, currency)
) ENGINE=InnoDB;

INSERT INTO order_turnover (hour, account_id, currency, minor)
  SELECT TIMESTAMP(DATE(bought_at), MAKETIME(HOUR(bought_at), 0, 0)), account_id, currency, SUM(total_minor)
  FROM orders WHERE place NOT IN ('merged', 'cancelled') AND total_minor IS NOT NULL GROUP BY 1, 2, 3
  ON DUPLICATE KEY UPDATE minor = VALUES(minor);
