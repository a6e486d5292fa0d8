-- Ids that a parameter of a category, or a value of its dictionary, had before: Allegro tells them for
-- a month, and what people decided about them holds for longer.
CREATE TABLE IF NOT EXISTS category_former (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  kind VARCHAR(5) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'param, value',
  old_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  new_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  seen_at DATETIME(3) NOT NULL COMMENT 'when Allegro told it last',
  PRIMARY KEY (environment, category_id, kind, old_id, new_id),
  KEY by_new (environment, category_id, kind, new_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
