-- The way of each token: what became of each request for one, and on which host.

ALTER TABLE token_attempt ADD COLUMN IF NOT EXISTS host VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT ''
  COMMENT 'where actor ran' AFTER actor;

ALTER TABLE token_attempt ADD COLUMN IF NOT EXISTS fate VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL
  COMMENT 'DONE; REFUSED: Allegro said no; LOST: no readable answer, a pair may exist; NULL: the process ended in between' AFTER ended_at;

ALTER TABLE token_attempt ADD INDEX IF NOT EXISTS sent (sent_at);

UPDATE token_attempt SET fate = IF(outcome = 'OK', 'DONE', 'REFUSED') WHERE fate IS NULL AND ended_at IS NOT NULL;
