-- Counts for tabs and days come from the index alone: an order that is only counted is not read.

CREATE OR REPLACE INDEX by_send ON orders (to_send, send_key, id, account_id);
CREATE OR REPLACE INDEX by_bought ON orders (bought_at, id, place);
