-- Offers as Allegro has them, what changed about them, and who changed it.

CREATE TABLE IF NOT EXISTS offer (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'Allegro''s',
  name TEXT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  image TEXT NULL COMMENT 'address of the first picture',
  external_id VARCHAR(100) COLLATE utf8mb4_nopad_bin NULL COMMENT 'the seller''s own sign, mostly a SKU; not unique',
  format VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'BUY_NOW, AUCTION, ADVERTISEMENT or a later word',
  status VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'INACTIVE (a draft), ACTIVATING, ACTIVE, ENDED or a later word',
  ended_by VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  started_at DATETIME(3) NULL,
  ending_at DATETIME(3) NULL,
  ended_at DATETIME(3) NULL,
  price_minor BIGINT NULL,
  price_currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
  available BIGINT NULL COMMENT 'pieces; NULL: unknown, which is not 0',
  sold BIGINT NULL COMMENT 'in 30 days, as the list says',
  watchers BIGINT NULL,
  visits BIGINT NULL,
  market VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'where it was made',
  markets VARCHAR(255) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'and where else it is shown, by blanks',
  rule_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'Allegro''s rule that sets its price',
  shipping_rates VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  return_policy VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  fulfillment TINYINT(1) NOT NULL DEFAULT 0 COMMENT '1: Allegro keeps and sends it',
  card_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'product of Allegro''s catalogue; of a set the first',
  cards INT NULL COMMENT 'how many products it sells together; NULL: its document was never read',
  ean VARCHAR(14) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of that product',
  errors INT NOT NULL DEFAULT 0 COMMENT 'that Allegro''s own check found',
  error TEXT NULL COMMENT 'the first of them, in Allegro''s words',
  words TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci NOT NULL COMMENT 'order_search.h',
  matching VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'new' COMMENT 'offer_match_names: how it stands to the shop''s products',
  matching_why VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  foreign_open INT NOT NULL DEFAULT 0 COMMENT 'changes by other programs that nobody has decided about',
  version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'moves with every change of what can be written',
  changed_at DATETIME(3) NOT NULL COMMENT 'when it was last seen to differ',
  seen_at DATETIME(3) NOT NULL COMMENT 'begin of the request that showed it last',
  doc_at DATETIME(3) NULL COMMENT 'the same for its whole document',
  reread_at DATETIME(3) NULL COMMENT 'to be asked for by itself, not before',
  gone_at DATETIME(3) NULL COMMENT 'Allegro does not show it any more',
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  tab CHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin AS (
    CASE WHEN gone_at IS NOT NULL THEN 'gone'
         WHEN status IN ('ACTIVE', 'ACTIVATING') THEN 'active'
         WHEN status = 'INACTIVE' THEN 'draft'
         WHEN status = 'ENDED' THEN 'ended'
         ELSE 'other' END) PERSISTENT,
  attention TINYINT(1) AS (gone_at IS NULL AND status <> 'ENDED'
    AND (matching IN ('conflict', 'none') OR errors > 0 OR foreign_open > 0)) PERSISTENT,
  CHECK ((price_minor IS NULL) = (price_currency IS NULL)),
  UNIQUE KEY remote (offer_id, account_id),
  KEY of_account (account_id, offer_id),
  KEY newest (changed_at, id),
  KEY by_tab (tab, changed_at, id),
  KEY attention (attention, changed_at, id),
  KEY by_external (external_id, account_id),
  KEY by_ean (ean),
  KEY to_match (matching, account_id, id),
  KEY of_rule (rule_id),
  KEY to_reread (account_id, reread_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The document of an offer as it was read last.
CREATE TABLE IF NOT EXISTS offer_doc (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  raw MEDIUMBLOB NOT NULL COMMENT 'deflated JSON',
  read_at DATETIME(3) NOT NULL,
  PRIMARY KEY (account_id, offer_id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

-- What changed about an offer, a row a field.
CREATE TABLE IF NOT EXISTS offer_change (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  field VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'offer_field_names',
  before_value VARCHAR(255) NULL,
  after_value VARCHAR(255) NULL,
  author VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'offer_author_names: kram, sale, allegro, foreign',
  why VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'EMPTY_STOCK and the like',
  outbox_id BIGINT UNSIGNED NULL COMMENT 'the intent that explains it',
  at DATETIME(3) NOT NULL COMMENT 'when it was seen',
  settled VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of foreign ones: taken, undone, muted; NULL: nobody has decided',
  settled_by VARCHAR(100) NULL,
  settled_at DATETIME(3) NULL,
  KEY of_offer (account_id, offer_id, id),
  KEY open_foreign (author, settled, id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
