-- What a shop writes down at an order for itself; nothing of it reaches Allegro.

CREATE TABLE IF NOT EXISTS order_note (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id BIGINT UNSIGNED NOT NULL,
  user_id BIGINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  text TEXT NOT NULL COMMENT 'may tell of a person: the row goes when the buyer is forgotten',
  KEY of_order (order_id, id),
  FOREIGN KEY (order_id) REFERENCES orders (id),
  FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_tag (
  order_id BIGINT UNSIGNED NOT NULL,
  tag VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_polish_as_ci NOT NULL,
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (order_id, tag),
  KEY by_tag (tag, order_id),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The other orders of a buyer.
ALTER TABLE order_person ADD KEY IF NOT EXISTS by_buyer (buyer_id, order_id);
