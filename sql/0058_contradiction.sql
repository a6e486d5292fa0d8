-- Values that Allegro's own dictionary has and Allegro refuses all the same, with its words: they are
-- not tried again for other products.

CREATE TABLE IF NOT EXISTS param_contradiction (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  param_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  answer VARCHAR(500) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'that was refused: param_answer.h',
  definition CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'MD5 of category_param.raw that it contradicts; by another one it is tried again',
  code VARCHAR(100) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'Allegro''s',
  said VARCHAR(1000) NOT NULL COMMENT 'in Allegro''s words',
  times INT UNSIGNED NOT NULL DEFAULT 1,
  first_at DATETIME(3) NOT NULL,
  last_at DATETIME(3) NOT NULL,
  UNIQUE KEY one (environment, category_id, param_id, answer)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
