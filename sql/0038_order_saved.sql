-- Filters of the order list that people keep under a name, for themselves or for all.

CREATE TABLE IF NOT EXISTS order_saved (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id BIGINT UNSIGNED NOT NULL COMMENT 'who saved it, and may change it',
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_polish_as_ci NOT NULL,
  query VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of the address, without what was searched for: that may tell of a person',
  is_shared TINYINT(1) NOT NULL COMMENT '1: everybody is shown it',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY by_name (user_id, name),
  KEY shared (is_shared),
  FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE=InnoDB;
