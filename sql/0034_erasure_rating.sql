-- A buyer who asks to be forgotten may have rated orders that are not here.

CREATE TABLE IF NOT EXISTS erasure_rating (
  rating_id BIGINT UNSIGNED NOT NULL,
  erasure_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (rating_id, erasure_id),
  KEY (erasure_id),
  FOREIGN KEY (rating_id) REFERENCES rating (id),
  FOREIGN KEY (erasure_id) REFERENCES erasure (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
