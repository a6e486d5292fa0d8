-- Which offers are under which of Allegro's own price rules.

-- When the list of offers was gone through last for those that are under one.
CREATE TABLE IF NOT EXISTS automation_look (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  next_at DATETIME(3) NOT NULL COMMENT 'again, not before',
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Offers that are asked for their rules.
CREATE TABLE IF NOT EXISTS automation_offer (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  read_at DATETIME(3) NULL COMMENT 'NULL: not yet',
  next_at DATETIME(3) NOT NULL COMMENT 'to be asked, not before',
  PRIMARY KEY (account_id, offer_id),
  KEY due (account_id, next_at),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Their rules, by marketplace.
CREATE TABLE IF NOT EXISTS automation_seat (
  account_id INT UNSIGNED NOT NULL,
  offer_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  market VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  rule_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  least_minor BIGINT NULL COMMENT 'the lowest price it may set; NULL: no range',
  most_minor BIGINT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (account_id, offer_id, market),
  KEY of_rule (account_id, rule_id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
