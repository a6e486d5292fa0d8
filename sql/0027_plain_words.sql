-- Styled letters are found by the plain ones they stand for: keep-house writes the words of all orders
-- anew, a few hundred at a time.

UPDATE order_search_cleaning SET done_id = 0, ended_at = NULL;
