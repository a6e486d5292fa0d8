-- Accounts, tokens, jobs and orders. Ids of Allegro are ascii_nopad_bin: compared byte by byte.
-- Money is BIGINT minor units plus ISO 4217; times are UTC. Remote words (statuses) are text, so
-- that one Allegro adds tomorrow is stored as it came.

CREATE TABLE IF NOT EXISTS txn_marker (
  id BINARY(16) NOT NULL PRIMARY KEY COMMENT 'one row a transaction: resolves a COMMIT with unknown outcome',
  at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  KEY age (at)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS app_credential (
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL PRIMARY KEY
    COMMENT 'simulator, sandbox, production',
  client_id VARCHAR(128) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  sealed_secret VARBINARY(1024) NOT NULL COMMENT 'context credential|environment|client_id',
  app_name VARCHAR(100) NOT NULL COMMENT 'registered name, first part of the User-Agent (FACTS 1.8)',
  app_version VARCHAR(32) NOT NULL,
  contact_url VARCHAR(255) NOT NULL,
  checked_at DATETIME(3) NULL COMMENT 'last client-credentials call',
  check_result VARCHAR(255) NULL COMMENT 'OK or the reason in English',
  version INT UNSIGNED NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS account (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_as_ci NOT NULL UNIQUE COMMENT 'what the seller calls it',
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  seller_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'GET /me id; bound at first connect',
  seller_login VARCHAR(100) NULL,
  base_marketplace VARCHAR(40) CHARACTER SET ascii NULL,
  state VARCHAR(24) CHARACTER SET ascii NOT NULL DEFAULT 'NEW'
    COMMENT 'NEW, CONNECTED, RECONNECT_REQUIRED, DISCONNECTED',
  state_reason VARCHAR(500) NULL COMMENT 'why it is not CONNECTED, in words',
  scopes VARCHAR(2000) CHARACTER SET ascii NULL COMMENT 'granted, blank separated',
  token_gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'current row of token_version; compare-and-set',
  access_expires_at DATETIME(3) NULL,
  refresh_expires_at DATETIME(3) NULL,
  clock_skew_ms BIGINT NULL COMMENT 'Allegro clock minus ours at the last check',
  checked_at DATETIME(3) NULL,
  import_days INT UNSIGNED NOT NULL DEFAULT 30 COMMENT 'window of the first import',
  connected_at DATETIME(3) NULL,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY seller (environment, seller_id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS token_version (
  account_id INT UNSIGNED NOT NULL,
  gen BIGINT UNSIGNED NOT NULL,
  sealed_access VARBINARY(8300) NOT NULL,
  sealed_refresh VARBINARY(8300) NULL,
  expires_at DATETIME(3) NOT NULL COMMENT 'of the access token, counted from the start of the request',
  obtained_at DATETIME(3) NOT NULL,
  PRIMARY KEY (account_id, gen),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS token_attempt (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  gen BIGINT UNSIGNED NOT NULL COMMENT 'generation whose refresh token was used',
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'connect, refresh, revoke',
  actor VARCHAR(100) NOT NULL COMMENT 'job and host, or user',
  sent_at DATETIME(3) NOT NULL COMMENT 'committed before the request is made',
  ended_at DATETIME(3) NULL,
  outcome VARCHAR(500) NULL COMMENT 'NULL: unknown; OK; or the reason',
  KEY (account_id, id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS connect_flow (
  id CHAR(43) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL PRIMARY KEY
    COMMENT 'base64url of BLAKE2b-256 of the state (code flow) or of a random id (device flow)',
  kind VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'code, device',
  environment VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  account_name VARCHAR(60) NOT NULL,
  account_id INT UNSIGNED NULL COMMENT 'when reconnecting',
  session_hash VARBINARY(32) NULL COMMENT 'session that began it; NULL for kramctl',
  sealed VARBINARY(4096) NULL COMMENT 'PKCE verifier or device code',
  user_code VARCHAR(32) NULL,
  verification_uri VARCHAR(500) NULL,
  verification_uri_complete VARCHAR(500) NULL,
  interval_s INT UNSIGNED NOT NULL DEFAULT 5,
  next_poll_at DATETIME(3) NULL,
  import_days INT UNSIGNED NOT NULL DEFAULT 30,
  expires_at DATETIME(3) NOT NULL,
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'OPEN' COMMENT 'OPEN, USED, FAILED',
  result VARCHAR(500) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS lease (
  job VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  account_id INT UNSIGNED NOT NULL COMMENT '0: the job as a whole',
  holder VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'host:pid:random',
  gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'fencing token, written in every fenced transaction',
  writes BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'changes with each fenced write, so that Galera certifies it',
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (job, account_id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS job_run (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  job VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  host VARCHAR(64) NOT NULL,
  pid INT UNSIGNED NOT NULL,
  started_at DATETIME(3) NOT NULL,
  heartbeat_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  result VARCHAR(12) CHARACTER SET ascii NULL COMMENT 'DONE, RETRY, FAILED, STOPPED; NULL while running',
  error VARCHAR(700) NULL COMMENT 'last error in words',
  seen BIGINT UNSIGNED NOT NULL DEFAULT 0,
  changed BIGINT UNSIGNED NOT NULL DEFAULT 0,
  unchanged BIGINT UNSIGNED NOT NULL DEFAULT 0,
  failed BIGINT UNSIGNED NOT NULL DEFAULT 0,
  requests BIGINT UNSIGNED NOT NULL DEFAULT 0,
  throttled BIGINT UNSIGNED NOT NULL DEFAULT 0,
  KEY (job, id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS order_cursor (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY,
  last_event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'exclusive; moved by intake alone',
  gen BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'compare-and-set',
  polled_at DATETIME(3) NULL COMMENT 'last answer of the journal',
  event_at DATETIME(3) NULL COMMENT 'occurredAt of the event the cursor stands on',
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS order_import (
  account_id INT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'first-connect import of the last N days',
  from_at DATETIME(3) NOT NULL,
  until_at DATETIME(3) NOT NULL,
  done_until DATETIME(3) NOT NULL COMMENT 'lineItems.boughtAt up to which all is stored; moves with the data',
  total BIGINT NULL COMMENT 'what Allegro counted for the window',
  stored BIGINT UNSIGNED NOT NULL DEFAULT 0,
  state VARCHAR(12) CHARACTER SET ascii NOT NULL DEFAULT 'RUNNING' COMMENT 'RUNNING, DONE',
  started_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS order_event (
  account_id INT UNSIGNED NOT NULL,
  event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'a word of Allegro, cut when it does not fit: raw has it whole',
  occurred_at DATETIME(3) NULL,
  seen_at DATETIME(3) NOT NULL,
  raw MEDIUMBLOB NOT NULL COMMENT 'the event as it came; format of COMPRESS()',
  PRIMARY KEY (account_id, event_id),
  KEY (account_id, form_id, occurred_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_form (
  account_id INT UNSIGNED NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  dirty_gen BIGINT UNSIGNED NOT NULL DEFAULT 1,
  clean_gen BIGINT UNSIGNED NOT NULL DEFAULT 0,
  is_dirty TINYINT(1) AS (clean_gen < dirty_gen) PERSISTENT,
  doc_hash BINARY(32) NULL COMMENT 'of the applied document: an equal one costs nothing',
  state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'PENDING'
    COMMENT 'PENDING, APPLIED, UNREADABLE, FAILING, GONE, SUPERSEDED',
  problem_path VARCHAR(255) NULL COMMENT 'JSON path that could not be read',
  problem VARCHAR(500) NULL COMMENT 'why, in words',
  superseded_by VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  event_at DATETIME(3) NULL COMMENT 'newest occurredAt of its events: where the list has to be read from',
  fail_count INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'own failures in a row; an outage never counts',
  next_try DATETIME(3) NOT NULL DEFAULT '1970-01-01 00:00:00',
  first_seen_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  PRIMARY KEY (account_id, form_id),
  KEY dirty (account_id, is_dirty, next_try),
  KEY problem (state, account_id),
  CHECK (clean_gen <= dirty_gen),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_raw (
  account_id INT UNSIGNED NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  fetched_at DATETIME(3) NOT NULL,
  doc MEDIUMBLOB NOT NULL COMMENT 'the last document as it came; format of COMPRESS()',
  PRIMARY KEY (account_id, form_id)
) ENGINE=InnoDB;

-- Orders hold what lists and rules need; people are in order_person, so that they can be erased.
CREATE TABLE IF NOT EXISTS orders (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  account_id INT UNSIGNED NOT NULL,
  form_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  revision VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  status VARCHAR(40) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'BOUGHT, FILLED_IN, READY_FOR_PROCESSING, CANCELLED',
  fulfillment VARCHAR(40) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'NEW, PROCESSING, ..., SENT',
  fulfillment_provider VARCHAR(20) CHARACTER SET ascii NULL COMMENT 'SELLER, ALLEGRO',
  line_items_sent VARCHAR(20) CHARACTER SET ascii NULL COMMENT 'NONE, SOME, ALL',
  place VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    COMMENT 'derived by order_state.c: unpaid, new, open, sent, cancelled, merged',
  payment_state VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL
    COMMENT 'derived by order_state.c: paid, unpaid, cod, term, partial, over',
  problem VARCHAR(24) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL
    COMMENT 'derived by order_state.c: what needs a person; NULL when nothing does',
  flags BIGINT NOT NULL DEFAULT 0 COMMENT 'enum order_flag: badges of the list',
  marketplace VARCHAR(40) CHARACTER SET ascii NULL,
  bought_at DATETIME(3) NOT NULL COMMENT 'earliest of its lines',
  updated_at_remote DATETIME(3) NULL,
  ship_by DATETIME(3) NULL COMMENT 'delivery.time.dispatch.to',
  total_minor BIGINT NOT NULL CHECK (total_minor >= 0),
  currency CHAR(3) CHARACTER SET ascii NOT NULL,
  payment_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  payment_type VARCHAR(40) CHARACTER SET ascii NULL,
  payment_provider VARCHAR(40) CHARACTER SET ascii NULL,
  payment_finished_at DATETIME(3) NULL COMMENT 'the only proof of payment (FACTS 2.5)',
  paid_minor BIGINT NULL,
  paid_currency CHAR(3) CHARACTER SET ascii NULL,
  payment_features VARCHAR(255) CHARACTER SET ascii NULL COMMENT 'ALLEGRO_PAY, ...; blank separated',
  refill_minor BIGINT NULL COMMENT 'payment.reconciliation: what Allegro adds for its discounts',
  refill_currency CHAR(3) CHARACTER SET ascii NULL,
  delivery_method_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  delivery_method VARCHAR(255) NULL,
  delivery_minor BIGINT NULL,
  delivery_currency CHAR(3) CHARACTER SET ascii NULL,
  delivery_from DATETIME(3) NULL,
  delivery_to DATETIME(3) NULL,
  dispatch_from DATETIME(3) NULL,
  smart BIGINT NULL COMMENT '1, 0, or not said',
  pickup_id VARCHAR(64) NULL,
  pickup_name VARCHAR(255) NULL,
  packages BIGINT NULL,
  cancelled_at DATETIME(3) NULL COMMENT 'delivery.cancellation.date',
  invoice_required BIGINT NULL COMMENT '1, 0, or not said',
  line_count BIGINT NOT NULL,
  item_count BIGINT NOT NULL COMMENT 'sum of quantities',
  first_line VARCHAR(255) NULL COMMENT 'name of the first line, for the list',
  first_sku VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  to_send TINYINT(1) AS (place IN ('new', 'open')) PERSISTENT,
  send_key DATETIME(3) AS (IFNULL(ship_by, bought_at)) PERSISTENT COMMENT 'order of the worklist',
  version INT UNSIGNED NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT UTC_TIMESTAMP(3),
  UNIQUE KEY form (account_id, form_id),
  KEY by_form (form_id),
  -- place and account_id: the counts of tabs and days read nothing but these keys.
  KEY by_bought (bought_at, id, place),
  KEY by_place (place, bought_at, id),
  KEY by_send (to_send, send_key, id, account_id),
  KEY by_problem (problem, bought_at, id),
  FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_person (
  order_id BIGINT UNSIGNED NOT NULL PRIMARY KEY COMMENT 'personal data of one order, erasable as a row',
  buyer_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  login VARCHAR(255) NULL,
  email VARCHAR(255) NULL,
  guest BIGINT NULL COMMENT '1, 0, or not said',
  language VARCHAR(16) CHARACTER SET ascii NULL,
  first_name VARCHAR(255) NULL,
  last_name VARCHAR(255) NULL,
  company VARCHAR(255) NULL,
  personal_identity VARCHAR(64) NULL,
  phone VARCHAR(64) NULL,
  street VARCHAR(255) NULL,
  city VARCHAR(255) NULL,
  post_code VARCHAR(32) NULL,
  country VARCHAR(16) CHARACTER SET ascii NULL,
  ship_first_name VARCHAR(255) NULL,
  ship_last_name VARCHAR(255) NULL,
  ship_company VARCHAR(255) NULL,
  ship_phone VARCHAR(64) NULL,
  ship_street VARCHAR(255) NULL,
  ship_city VARCHAR(255) NULL,
  ship_zip VARCHAR(32) NULL,
  ship_country VARCHAR(16) CHARACTER SET ascii NULL,
  ship_modified_at DATETIME(3) NULL,
  pickup_street VARCHAR(255) NULL,
  pickup_city VARCHAR(255) NULL,
  pickup_zip VARCHAR(32) NULL,
  pickup_country VARCHAR(16) CHARACTER SET ascii NULL,
  pickup_description VARCHAR(255) NULL,
  inv_street VARCHAR(255) NULL,
  inv_city VARCHAR(255) NULL,
  inv_zip VARCHAR(32) NULL,
  inv_country VARCHAR(16) CHARACTER SET ascii NULL,
  inv_company VARCHAR(255) NULL,
  inv_tax_id VARCHAR(64) NULL,
  inv_vat_status VARCHAR(40) CHARACTER SET ascii NULL,
  inv_first_name VARCHAR(255) NULL,
  inv_last_name VARCHAR(255) NULL,
  inv_due_date VARCHAR(32) NULL,
  inv_features VARCHAR(255) CHARACTER SET ascii NULL,
  message TEXT NULL COMMENT 'messageToSeller',
  note TEXT NULL COMMENT 'the seller''s own note, read only through the API',
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_invoice_id (
  order_id BIGINT UNSIGNED NOT NULL,
  position BIGINT NOT NULL,
  type VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'PL_NIP, CZ_ICO, VAT_EU, ...',
  value VARCHAR(64) NOT NULL,
  PRIMARY KEY (order_id, position),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_line (
  account_id INT UNSIGNED NOT NULL,
  line_item_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'the natural key: survives a merge of purchases',
  order_id BIGINT UNSIGNED NOT NULL,
  position BIGINT NOT NULL,
  offer_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  offer_name VARCHAR(255) NOT NULL,
  sku VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL COMMENT 'offer.external.id',
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  price_minor BIGINT NOT NULL CHECK (price_minor >= 0),
  currency CHAR(3) CHARACTER SET ascii NOT NULL,
  original_minor BIGINT NULL,
  original_currency CHAR(3) CHARACTER SET ascii NULL,
  deposit_minor BIGINT NULL,
  deposit_currency CHAR(3) CHARACTER SET ascii NULL,
  tax_rate VARCHAR(16) NULL,
  tax_subject VARCHAR(40) CHARACTER SET ascii NULL,
  tax_exemption VARCHAR(40) CHARACTER SET ascii NULL,
  discounts VARCHAR(500) CHARACTER SET ascii NULL COMMENT 'types, blank separated',
  hs_number VARCHAR(64) NULL,
  products VARCHAR(2000) CHARACTER SET ascii NULL COMMENT 'productSet: id*quantity, blank separated',
  refill_minor BIGINT NULL COMMENT 'reconciliation.value: what Allegro adds for its discount',
  refill_currency CHAR(3) CHARACTER SET ascii NULL,
  refill_type VARCHAR(40) CHARACTER SET ascii NULL COMMENT 'BILLING, WALLET',
  refill_quantity BIGINT NULL,
  serials_expected BIGINT NULL COMMENT '1, 0, or not said',
  serials VARCHAR(4000) NULL COMMENT 'serial numbers, one a line',
  bought_at DATETIME(3) NULL,
  PRIMARY KEY (account_id, line_item_id),
  KEY (order_id, position),
  KEY (offer_id),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS order_extra (
  order_id BIGINT UNSIGNED NOT NULL,
  position BIGINT NOT NULL,
  kind VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'SERVICE, SURCHARGE, VOUCHER',
  line_item_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  ref VARCHAR(255) NULL COMMENT 'definition or payment id, voucher code',
  type VARCHAR(64) CHARACTER SET ascii NULL COMMENT 'payment type or voucher type and status',
  name VARCHAR(255) NULL,
  quantity BIGINT NULL,
  minor BIGINT NULL,
  currency CHAR(3) CHARACTER SET ascii NULL,
  at DATETIME(3) NULL COMMENT 'finishedAt of a surcharge',
  PRIMARY KEY (order_id, position),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row an order: what the search box looks into. Folding collation, so that lodz finds Łódź.
CREATE TABLE IF NOT EXISTS order_search (
  order_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  words TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci NOT NULL,
  FULLTEXT KEY words (words),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB;

CREATE TABLE IF NOT EXISTS order_change (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id BIGINT UNSIGNED NOT NULL,
  at DATETIME(3) NOT NULL,
  actor VARCHAR(64) NOT NULL COMMENT 'job or user',
  field VARCHAR(64) CHARACTER SET ascii NOT NULL,
  before_value VARCHAR(500) NULL COMMENT 'NULL for personal fields: that they changed is kept, not what they held',
  after_value VARCHAR(500) NULL,
  KEY (order_id, id),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- How many orders each account has in each place: the tabs count without scanning. Moves by
-- relative updates in the transaction that moves the orders.
CREATE TABLE IF NOT EXISTS order_tally (
  account_id INT UNSIGNED NOT NULL,
  place VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (account_id, place)
) ENGINE=InnoDB;

-- What the filters of the list can choose from: values seen in orders.
CREATE TABLE IF NOT EXISTS order_facet (
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'method, marketplace',
  value VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  label VARCHAR(255) NULL,
  PRIMARY KEY (kind, value)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
