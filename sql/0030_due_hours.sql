-- How many orders wait to be sent, by the hour of their deadline: a count up to a moment reads the
-- days before it (order_due), the hours of its day, and orders of one hour only.

CREATE TABLE IF NOT EXISTS order_due_hour (
  account_id INT UNSIGNED NOT NULL,
  hour DATETIME(3) NOT NULL COMMENT 'UTC hour of orders.send_key',
  n BIGINT NOT NULL COMMENT 'orders with to_send = 1; moves in the transaction that moves them',
  PRIMARY KEY (hour, account_id)
) ENGINE=InnoDB;

INSERT INTO order_due_hour (account_id, hour, n)
  SELECT account_id, TIMESTAMP(DATE(send_key), MAKETIME(HOUR(send_key), 0, 0)), COUNT(*)
  FROM orders WHERE to_send = 1 GROUP BY 1, 2
  ON DUPLICATE KEY UPDATE n = VALUES(n);
