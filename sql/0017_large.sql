-- Large shops: what the list filters and what a search names is found in an index, so that no page
-- walks a table.

-- As before, and with all that a filter looks at.
ALTER TABLE orders DROP KEY IF EXISTS by_bought,
  ADD KEY by_bought (bought_at, id, place, account_id, status, payment_state, fulfillment, marketplace, delivery_method_id);

-- Ends with the order: the newest of many that have a thing are read from its end.
ALTER TABLE order_line ADD KEY IF NOT EXISTS by_sku (sku, order_id);

ALTER TABLE order_line ADD KEY IF NOT EXISTS by_offer (offer_id, order_id);

ALTER TABLE order_line DROP KEY IF EXISTS offer_id;
