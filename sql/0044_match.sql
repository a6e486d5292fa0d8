-- What Allegro's catalogue says of the shop's products, and which categories follow for those of the
-- shop. Of an environment, whoever's token asked.

CREATE TABLE IF NOT EXISTS catalogue_answer (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  asked_ean VARCHAR(14) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'what the product had when it was asked',
  asked_mpn VARCHAR(100) NULL,
  asked_brand VARCHAR(255) NULL,
  shop_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'where it counts in category_proposal',
  mode VARCHAR(4) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'GTIN, MPN: what found it; empty: nothing did',
  found SMALLINT UNSIGNED NOT NULL COMMENT 'cards that may be this product',
  card_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'it is this one; NULL with found: a person says which',
  asked_at DATETIME(3) NOT NULL,
  next_at DATETIME(3) NOT NULL COMMENT 'to be asked again, not before',
  problem VARCHAR(500) NULL COMMENT 'why there is no answer, or only the one of before',
  PRIMARY KEY (environment, product_id),
  KEY due (environment, next_at),
  KEY of_card (environment, card_id),
  KEY of_shop (environment, shop_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Of a product that several cards may be, which.
CREATE TABLE IF NOT EXISTS catalogue_candidate (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  product_id BIGINT UNSIGNED NOT NULL,
  place SMALLINT UNSIGNED NOT NULL COMMENT 'in Allegro''s order',
  card_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (environment, product_id, place)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS catalogue_card (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  card_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'Allegro''s product',
  name VARCHAR(255) NOT NULL,
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  similar_ids TEXT CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'where it may be sold too; by blanks',
  status VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'PROPOSED, LISTED',
  params MEDIUMTEXT NULL COMMENT 'as Allegro has them: product_params_parse()',
  images TEXT NULL COMMENT 'the same',
  requirements TEXT NULL COMMENT 'what an offer must say; NULL: not read, or nothing',
  safety CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'the digest of what it says of safety now; NULL: nothing',
  seen_at DATETIME(3) NOT NULL COMMENT 'begin of what showed it last',
  next_at DATETIME(3) NULL COMMENT 'all of it is to be read, not before; NULL: no product is this card',
  gone_at DATETIME(3) NULL COMMENT 'Allegro has it no more',
  PRIMARY KEY (environment, card_id),
  KEY due (environment, next_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What the catalogue said of a product's safety, and when: evidence, so that nothing is overwritten.
CREATE TABLE IF NOT EXISTS catalogue_safety (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  card_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  digest CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'MD5 of raw',
  raw MEDIUMTEXT NOT NULL COMMENT 'productSafety as Allegro has it',
  first_at DATETIME(3) NOT NULL COMMENT 'said since; until now where the card has this digest',
  PRIMARY KEY (environment, card_id, digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Categories of Allegro's that a shop category may stand for, with their evidence.
CREATE TABLE IF NOT EXISTS category_proposal (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  shop_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'product.shop_key',
  category_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  origin VARCHAR(4) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'EAN: cards of its products stand there; NAME: suggested for names',
  votes INT UNSIGNED NOT NULL COMMENT 'products, or names',
  of_products INT UNSIGNED NOT NULL COMMENT 'of so many products of the shop category, or names',
  place SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of NAME: in Allegro''s order',
  asked_at DATETIME(3) NOT NULL,
  PRIMARY KEY (environment, shop_key, category_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What is to be done for the proposals of a shop category.
CREATE TABLE IF NOT EXISTS category_evidence (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  shop_key CHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  recount TINYINT(1) NOT NULL DEFAULT 0 COMMENT '1: an answer about one of its products is another',
  asked_at DATETIME(3) NULL COMMENT 'names of its products were last asked for',
  next_at DATETIME(3) NULL COMMENT 'not before',
  problem VARCHAR(500) NULL,
  PRIMARY KEY (environment, shop_key),
  KEY to_count (environment, recount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- How far the products have been looked through for what is to be asked.
CREATE TABLE IF NOT EXISTS catalogue_sweep (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL PRIMARY KEY,
  mark VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'of all products and their versions, when it began',
  after_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'products up to this one are done',
  swept_at DATETIME(3) NULL COMMENT 'when all were last done; NULL: not yet',
  done TINYINT(1) NOT NULL DEFAULT 0 COMMENT '1: all are done, until the mark is another'
) ENGINE=InnoDB;
