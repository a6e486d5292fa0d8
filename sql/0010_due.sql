-- How many orders wait to be sent, by the day of their deadline: the counts on the list and the first
-- page read a few of these rows instead of every waiting order.

CREATE TABLE IF NOT EXISTS order_due (
  account_id INT UNSIGNED NOT NULL,
  day DATETIME(3) NOT NULL COMMENT 'UTC day of orders.send_key',
  n BIGINT NOT NULL COMMENT 'orders with to_send = 1; moves in the transaction that moves them',
  PRIMARY KEY (account_id, day)
) ENGINE=InnoDB;

INSERT INTO order_due (account_id, day, n)
  SELECT account_id, TIMESTAMP(DATE(send_key)), COUNT(*) FROM orders WHERE to_send = 1
  GROUP BY account_id, TIMESTAMP(DATE(send_key))
  ON DUPLICATE KEY UPDATE n = VALUES(n);
