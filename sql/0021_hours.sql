-- How many orders were bought in each hour: the bars of the first page read a few of these rows
-- instead of two weeks of orders. A day in Warsaw is of whole hours.

CREATE TABLE IF NOT EXISTS order_hour (
  hour DATETIME(3) NOT NULL COMMENT 'first moment of the hour of orders.bought_at, UTC',
  account_id INT UNSIGNED NOT NULL,
  n BIGINT NOT NULL COMMENT 'orders that are not merged; moves in the transaction that moves them',
  PRIMARY KEY (hour, account_id)
) ENGINE=InnoDB;

INSERT INTO order_hour (hour, account_id, n)
  SELECT TIMESTAMP(DATE(bought_at), MAKETIME(HOUR(bought_at), 0, 0)), account_id, COUNT(*)
  FROM orders WHERE place <> 'merged' GROUP BY 1, 2
  ON DUPLICATE KEY UPDATE n = VALUES(n);

-- The count of conflicts reads nothing but this key.
ALTER TABLE orders DROP KEY IF EXISTS by_problem, ADD KEY by_problem (problem, bought_at, id, account_id);
