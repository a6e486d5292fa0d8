-- A cancelled order whose work had begun is a problem until a person says that its parcel was stopped,
-- or is with the buyer: whoever had begun, not only what was sent already.

CREATE TABLE IF NOT EXISTS order_stop (
  order_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  actor VARCHAR(64) NOT NULL COMMENT 'who saw to the parcel',
  stopped_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What order_hold_is_to_stop() says, for documents that do not come again.
UPDATE orders SET problem = NULL WHERE problem = 'cancelled-sent' AND fulfillment IN ('PICKED_UP', 'RETURNED');

UPDATE orders SET problem = 'to-stop'
WHERE problem = 'cancelled-sent'
   OR problem IS NULL AND status = 'CANCELLED' AND updated_at_remote > UTC_TIMESTAMP(3) - INTERVAL 14 DAY
  AND IFNULL(fulfillment, '') NOT IN ('PICKED_UP', 'RETURNED')
  AND (line_items_sent IN ('SOME', 'ALL') OR fulfillment IN ('PROCESSING', 'READY_FOR_SHIPMENT', 'READY_FOR_PICKUP', 'SENT'))
  AND id NOT IN (SELECT order_id FROM order_stop);
