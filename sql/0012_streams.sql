-- Meanings of answers, waits for one resource, and walks through a list that count what they met.

ALTER TABLE request_ban MODIFY COLUMN IF EXISTS door VARCHAR(24) CHARACTER SET ascii
  COLLATE ascii_nopad_bin NOT NULL
  COMMENT 'api, auth: a server as a whole; else a resource of the API, lib/allegro/operation.c';

ALTER TABLE request_ban ADD COLUMN IF NOT EXISTS meaning VARCHAR(12) CHARACTER SET ascii
  COLLATE ascii_nopad_bin NOT NULL DEFAULT 'LIMIT' COMMENT 'LIMIT or WALL: base/meaning.h';

ALTER TABLE order_form ADD COLUMN IF NOT EXISTS meaning VARCHAR(12) CHARACTER SET ascii
  COLLATE ascii_nopad_bin NULL
  COMMENT 'why the document could not be had: base/meaning.h; NULL: it could be';

ALTER TABLE order_form ADD COLUMN IF NOT EXISTS failing_since DATETIME(3) NULL
  COMMENT 'first of the failures in a row, whatever their cause';

-- A paid order that Allegro does not show is asked for again and again: state LOST.
UPDATE order_form f JOIN orders o ON o.account_id = f.account_id AND o.form_id = f.form_id
  SET f.state = 'LOST', f.dirty_gen = f.dirty_gen + 1
  WHERE f.state = 'GONE' AND o.place NOT IN ('unpaid', 'cancelled', 'merged');

-- What a walk through the list has met, each once, until it is compared with what Allegro counts.
CREATE TABLE IF NOT EXISTS order_walk_met (
  account_id INT UNSIGNED NOT NULL,
  walk VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'import, gap',
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'or ? and a hash for one without an id',
  PRIMARY KEY (account_id, walk, form_id)
) ENGINE=InnoDB;

ALTER TABLE order_import ADD COLUMN IF NOT EXISTS passes INT UNSIGNED NOT NULL DEFAULT 0
  COMMENT 'walks that were over and had not met what Allegro counts';

ALTER TABLE order_import ADD COLUMN IF NOT EXISTS met BIGINT UNSIGNED NULL
  COMMENT 'distinct documents of the window that were met; less than total: the list does not add up';

ALTER TABLE order_gap ADD COLUMN IF NOT EXISTS passes INT UNSIGNED NOT NULL DEFAULT 0;
