-- What would be sent of a product against what Allegro has of its offer.

ALTER TABLE offer ADD COLUMN IF NOT EXISTS differs INT NOT NULL DEFAULT 0
  COMMENT 'groups of fields in which it differs from its product, and which somebody has to decide about';

ALTER TABLE offer ADD COLUMN IF NOT EXISTS differing TINYINT(1)
  AS (differs > 0 AND gone_at IS NULL AND status IN ('ACTIVE', 'ACTIVATING', 'INACTIVE')) PERSISTENT;

ALTER TABLE offer ADD KEY IF NOT EXISTS differing (differing, changed_at, id);

-- A group of fields of an offer, as both sides were looked at last.
CREATE TABLE IF NOT EXISTS offer_diff (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  grp VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'offer_group_names',
  state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'diff_state_names',
  moved VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'diff_moved_names: which side',
  ours_mark CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of the text, to be compared',
  theirs_mark CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  shown_mark CHAR(36) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of ours as Allegro would show it',
  ours MEDIUMTEXT NULL COMMENT 'for people; NULL of a state that is the same',
  theirs MEDIUMTEXT NULL,
  back MEDIUMTEXT NULL COMMENT 'JSON: what Allegro had before Kram wrote last',
  since DATETIME(3) NOT NULL COMMENT 'when a side was last seen to move',
  decided_by VARCHAR(100) NULL COMMENT 'who said that it may stay so',
  PRIMARY KEY (account_id, offer_id, grp),
  KEY to_follow (account_id, state, moved, grp)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What an offer was compared by last: another of these, and it is compared again.
CREATE TABLE IF NOT EXISTS offer_compared (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  judged_at DATETIME(3) NOT NULL COMMENT 'of the product',
  doc_at DATETIME(3) NOT NULL COMMENT 'when Allegro''s document was read',
  terms_version INT UNSIGNED NOT NULL COMMENT 'of what all offers of the account say',
  PRIMARY KEY (account_id, offer_id)
) ENGINE=InnoDB;

-- How far a round through the offers of an account has come.
CREATE TABLE IF NOT EXISTS offer_comparing (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  after_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'offer; empty: a new round begins'
) ENGINE=InnoDB;

-- What becomes of differences of a group in an account; no row: a person is asked.
CREATE TABLE IF NOT EXISTS offer_flow (
  account_id INT UNSIGNED NOT NULL,
  grp VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'offer_group_names',
  rule VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'diff_rule_names',
  changed_by VARCHAR(100) NOT NULL,
  changed_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (account_id, grp),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
