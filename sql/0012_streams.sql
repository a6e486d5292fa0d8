-- Meanings of answers, waits for one resource, and walks through a list that count what they met.

ALTER TABLE request_ban MODIFY COLUMN IF EXISTS door VARCHAR(24) CHARACTER SET ascii
  COLLATE ascii_nopad_bin NOT NULL
  COMMENT 'api, auth: a server as a whole; else a resource of the API, lib/allegro/operation.c';

ALTER TABLE request_ban ADD COLUMN IF NOT EXISTS meaning VARCHAR(12) CHARACTER SET ascii
  COLLATE ascii_nopad_bin NOT NULL DEFAULT 'LIMIT' COMMENT 'LIMIT or WALL: base/meaning.h';
