-- How long a document is waited for, and orders that no answer may make forgotten.

ALTER TABLE order_form ADD COLUMN IF NOT EXISTS waiting_since DATETIME(3) NULL
  COMMENT 'when it became dirty; tells something only while it is';

UPDATE order_form SET waiting_since = COALESCE(failing_since, dirty_from, updated_at)
  WHERE is_dirty = 1 AND waiting_since IS NULL;

-- One that was announced as ready to be sent and never shown is lost, not gone.
UPDATE order_form f LEFT JOIN orders o ON o.account_id = f.account_id AND o.form_id = f.form_id
  SET f.state = 'LOST', f.dirty_gen = f.dirty_gen + 1, f.waiting_since = UTC_TIMESTAMP(3)
  WHERE f.state = 'GONE' AND IFNULL(o.place, '') NOT IN ('cancelled', 'merged')
  AND EXISTS (SELECT 1 FROM order_event e WHERE e.account_id = f.account_id
    AND e.form_id = f.form_id AND e.type = 'READY_FOR_PROCESSING');
