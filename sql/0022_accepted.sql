-- A person may decide in spite of a doubt (the order is not paid): which one is kept with the
-- decision, so that another one that comes up later holds it.

ALTER TABLE outbox
  ADD COLUMN IF NOT EXISTS accepted VARCHAR(24) CHARACTER SET ascii NULL
    COMMENT 'the doubt in spite of which it was decided; NULL: there was none' AFTER after_value;
