-- A buyer who asks to be forgotten is looked for among all orders, by login or by address.

ALTER TABLE order_person ADD KEY IF NOT EXISTS by_login (login);

ALTER TABLE order_person ADD KEY IF NOT EXISTS by_email (email);
