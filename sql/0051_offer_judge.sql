-- Who changed an offer, and which product it sells, are judged from what is known around it.

ALTER TABLE offer_change ADD COLUMN IF NOT EXISTS since DATETIME(3) NULL
  COMMENT 'when the value before was seen last' AFTER at;

ALTER TABLE offer ADD COLUMN IF NOT EXISTS muted VARCHAR(40) CHARACTER SET ascii COLLATE ascii_nopad_bin
  NOT NULL DEFAULT '' COMMENT 'fields, by blanks, whose changes by others are not told any more';

ALTER TABLE offer ADD COLUMN IF NOT EXISTS proposed_id BIGINT UNSIGNED NULL
  COMMENT 'the product a conflict is most likely about';

ALTER TABLE offer ADD KEY IF NOT EXISTS matching (matching, changed_at, id);
