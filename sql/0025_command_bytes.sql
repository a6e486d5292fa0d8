-- The bytes of a request may hold what was written to or about a person: they go in their time.

ALTER TABLE outbox_command ADD COLUMN IF NOT EXISTS erased TINYINT UNSIGNED NOT NULL DEFAULT 0
  COMMENT '1: its bytes were emptied' AFTER body;

ALTER TABLE outbox_command ADD KEY IF NOT EXISTS kept (erased, created_at);
