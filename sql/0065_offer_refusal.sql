-- What Allegro refused of the offer of a product, at its field, with what it said then: it keeps the
-- product back until the field says something else.

CREATE TABLE IF NOT EXISTS offer_refusal (
  account_id INT UNSIGNED NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  field VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'refusal_field_names',
  part VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'parameter, or place of a picture',
  code VARCHAR(100) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  path VARCHAR(200) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  said VARCHAR(1000) NULL COMMENT 'in Allegro''s words',
  sent TEXT NOT NULL COMMENT 'what the field said, or a digest of it',
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (account_id, product_id, field, part),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

ALTER TABLE listing ADD COLUMN IF NOT EXISTS says MEDIUMTEXT NULL COMMENT 'what the document says, field by field: refusal.h';
