-- What each database user may do; run by `kramctl migrate` after the migrations, in the current
-- database. The panel cannot read a token or a sealed secret; journals are append-only by grant.

GRANT SELECT ON schema_migration TO 'kram_panel'@'localhost', 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';
GRANT INSERT, SELECT, DELETE ON txn_marker TO 'kram_panel'@'localhost', 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';

-- Accounts: secrets for the gateway and the jobs only.
GRANT SELECT (environment, client_id, app_name, app_version, contact_url, checked_at, check_result, version, created_at, updated_at) ON app_credential TO 'kram_panel'@'localhost';
GRANT SELECT ON account TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON app_credential TO 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON account TO 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON token_version TO 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON token_attempt TO 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON connect_flow TO 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';

-- Jobs.
GRANT SELECT, INSERT, UPDATE ON lease TO 'kram_jobs'@'localhost', 'kram_gateway'@'localhost';
GRANT SELECT ON lease TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON job_run TO 'kram_jobs'@'localhost';
GRANT SELECT ON job_run TO 'kram_panel'@'localhost';

-- Orders: the journal is append-only; the panel reads.
GRANT SELECT, INSERT, UPDATE ON order_cursor TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_import TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON order_event TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON order_change TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_form TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_raw TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON orders TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_person TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON order_invoice_id TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON order_line TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON order_extra TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_search TO 'kram_jobs'@'localhost';
GRANT SELECT, UPDATE ON order_search_cleaning TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_tally TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_due TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_due TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_due_hour TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_due_hour TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_hour TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_hour TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_turnover TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_turnover TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_facet TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_cursor TO 'kram_panel'@'localhost';
GRANT SELECT ON order_import TO 'kram_panel'@'localhost';
GRANT SELECT ON order_event TO 'kram_panel'@'localhost';
GRANT SELECT ON order_change TO 'kram_panel'@'localhost';
GRANT SELECT ON order_form TO 'kram_panel'@'localhost';
GRANT SELECT ON order_raw TO 'kram_panel'@'localhost';
GRANT SELECT, UPDATE (problem, version) ON orders TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_stop TO 'kram_panel'@'localhost';
GRANT SELECT, DELETE ON order_stop TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_person TO 'kram_panel'@'localhost';
GRANT SELECT ON order_invoice_id TO 'kram_panel'@'localhost';
GRANT SELECT ON order_line TO 'kram_panel'@'localhost';
GRANT SELECT ON order_extra TO 'kram_panel'@'localhost';
GRANT SELECT ON order_search TO 'kram_panel'@'localhost';
GRANT SELECT ON order_tally TO 'kram_panel'@'localhost';
GRANT SELECT ON order_facet TO 'kram_panel'@'localhost';

-- Notes are append-only for people; the jobs forget them with the buyer.
GRANT SELECT, INSERT ON order_note TO 'kram_panel'@'localhost';
GRANT SELECT, DELETE ON order_note TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON order_tag TO 'kram_panel'@'localhost';
GRANT SELECT, DELETE ON order_tag TO 'kram_jobs'@'localhost';

-- Saved views are people's own; those that name a buyer are forgotten with him.
GRANT SELECT, INSERT, UPDATE, DELETE ON order_saved TO 'kram_panel'@'localhost';
GRANT SELECT, DELETE ON order_saved TO 'kram_jobs'@'localhost';

-- How far lists have been read.
GRANT SELECT, INSERT, UPDATE ON walk TO 'kram_jobs'@'localhost';
GRANT SELECT (account_id, name, read_to, walk_from, wanted_at) ON walk TO 'kram_panel'@'localhost';

-- Offers: the jobs bring them in; the panel shows them and keeps what people say of them.
GRANT SELECT, INSERT, UPDATE ON offer TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_doc TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_change TO 'kram_jobs'@'localhost';
GRANT SELECT, UPDATE (reread_at, matching, matching_why, proposed_id, version, foreign_open, muted, differs) ON offer TO 'kram_panel'@'localhost';
GRANT SELECT ON offer_doc TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON offer_diff TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON offer_compared TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_comparing TO 'kram_jobs'@'localhost';
GRANT SELECT ON offer_flow TO 'kram_jobs'@'localhost';
GRANT SELECT, UPDATE (state, decided_by) ON offer_diff TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_flow TO 'kram_panel'@'localhost';
GRANT SELECT, UPDATE (settled, settled_by, settled_at) ON offer_change TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON listing_run TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON listing TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON offer_refusal TO 'kram_jobs'@'localhost';
GRANT SELECT, DELETE ON offer_refusal TO 'kram_panel'@'localhost';

-- Copies of their pictures: a job fetches them, the panel shows them.
GRANT SELECT, INSERT, UPDATE ON picture TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON picture_content TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON picture_look TO 'kram_jobs'@'localhost';
GRANT SELECT ON picture TO 'kram_panel'@'localhost';
GRANT SELECT ON picture_content TO 'kram_panel'@'localhost';

-- Their journal: the jobs read it, and forget what Allegro has forgotten long ago.
GRANT SELECT, INSERT, DELETE ON offer_event TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_dirty TO 'kram_jobs'@'localhost';
GRANT SELECT (account_id, offer_id, state) ON offer_dirty TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_cursor TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON offer_trail TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON offer_poll_gap TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_sweep TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON offer_gap TO 'kram_jobs'@'localhost';
GRANT SELECT (account_id, polled_at, event_at) ON offer_cursor TO 'kram_panel'@'localhost';
GRANT SELECT ON offer_poll_gap TO 'kram_panel'@'localhost';
GRANT SELECT (id, account_id, reason, known_until, found_at) ON offer_gap TO 'kram_panel'@'localhost';

-- Ratings: the jobs bring them in, the panel shows them.
GRANT SELECT, INSERT, UPDATE ON rating TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON rating_walk TO 'kram_jobs'@'localhost';
GRANT SELECT ON rating TO 'kram_panel'@'localhost';
GRANT SELECT ON rating_walk TO 'kram_panel'@'localhost';

-- Products: the jobs bring files in, the panel receives them, decides and edits.
GRANT SELECT, INSERT, UPDATE, DELETE ON product TO 'kram_jobs'@'localhost';
GRANT SELECT, UPDATE ON product TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON import_profile TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON import_source TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON import_run TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT DELETE ON import_run TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON import_row TO 'kram_jobs'@'localhost';
GRANT SELECT ON import_row TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, DELETE ON import_before TO 'kram_jobs'@'localhost';
GRANT SELECT ON import_before TO 'kram_panel'@'localhost';

-- Categories: the jobs bring them in, the panel shows them and says which are used.
GRANT SELECT, INSERT, UPDATE ON category TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON category_tree TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON category_used TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON category_param TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON category_param_change TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON category_former TO 'kram_jobs'@'localhost';
GRANT SELECT ON category_former TO 'kram_panel'@'localhost';
GRANT SELECT ON category TO 'kram_panel'@'localhost';
GRANT SELECT ON category_tree TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON category_used TO 'kram_panel'@'localhost';
GRANT SELECT ON category_param TO 'kram_panel'@'localhost';
GRANT SELECT ON category_param_change TO 'kram_panel'@'localhost';

-- Terms of sale: the jobs bring them in, the panel chooses and asks for another reading.
GRANT SELECT, INSERT, UPDATE ON term TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON term_list TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT ON term TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON seller_terms TO 'kram_panel'@'localhost';
GRANT SELECT ON seller_terms TO 'kram_jobs'@'localhost';

-- People: the panel manages them, the gateway only recognises their sessions.
GRANT SELECT, INSERT, UPDATE ON users TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_link TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON login_throttle TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON login_device TO 'kram_panel'@'localhost';
GRANT SELECT ON session_principal TO 'kram_panel'@'localhost', 'kram_gateway'@'localhost';
GRANT SELECT (id, login, name, role, generation, disabled_at) ON users TO 'kram_gateway'@'localhost';
GRANT SELECT, UPDATE (seen_at, flash) ON sessions TO 'kram_gateway'@'localhost';

-- Audit trail: append-only, like the journal. Jobs seal it.
GRANT SELECT, INSERT ON audit TO 'kram_panel'@'localhost', 'kram_gateway'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON audit_seal TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON audit_leaf TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON audit_check TO 'kram_jobs'@'localhost';
GRANT SELECT ON audit_seal TO 'kram_panel'@'localhost';
GRANT SELECT ON audit_check TO 'kram_panel'@'localhost';

-- Healing: what is read again, gaps, the certificate of each day.
GRANT SELECT, INSERT, UPDATE ON order_day TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON order_day_form TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON order_day_find TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON order_day_seal TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON order_poll_gap TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_day_found TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT ON order_day TO 'kram_panel'@'localhost';
GRANT SELECT ON order_day_form TO 'kram_panel'@'localhost';
GRANT SELECT ON order_day_find TO 'kram_panel'@'localhost';
GRANT SELECT ON order_day_seal TO 'kram_panel'@'localhost';
GRANT SELECT ON order_poll_gap TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, DELETE ON order_trail TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_sweep TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_gap TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON order_walk_met TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_gap TO 'kram_panel'@'localhost';

-- Mapping: a decision is made and ended by a person, jobs judge by it.
GRANT SELECT, INSERT, UPDATE, DELETE ON product_bulk TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON product_bulk_item TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by) ON mapping_decision TO 'kram_panel'@'localhost';
GRANT SELECT ON mapping_decision TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON param_contradiction TO 'kram_jobs'@'localhost';
GRANT SELECT, DELETE, UPDATE (times) ON param_contradiction TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON ready_touch TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON ready_touch TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON product_ready TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON ready_mark TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON product_mark TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON ready_category TO 'kram_jobs'@'localhost';
GRANT SELECT ON product_ready TO 'kram_panel'@'localhost';
GRANT SELECT ON ready_mark TO 'kram_panel'@'localhost';
GRANT SELECT ON product_mark TO 'kram_panel'@'localhost';

-- Prices: rules, rates and fees are said by people; a rule is ended, never changed.
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by) ON price_rule TO 'kram_panel'@'localhost';
GRANT SELECT ON price_rule TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON currency_rate TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON offer_campaign TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON campaign_list TO 'kram_jobs'@'localhost';
GRANT SELECT ON campaign_list TO 'kram_panel'@'localhost';
GRANT SELECT ON offer_campaign TO 'kram_panel'@'localhost';
-- Offers under Allegro's own price rules.
GRANT SELECT, INSERT, UPDATE ON automation_look TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON automation_offer TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON automation_seat TO 'kram_jobs'@'localhost';
GRANT SELECT ON automation_offer TO 'kram_panel'@'localhost';
GRANT SELECT ON automation_seat TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON price_push TO 'kram_jobs'@'localhost';
GRANT SELECT ON price_push TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT ON price_fee TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';

-- The catalogue: what it says is brought in by jobs, and read by people.
GRANT SELECT, INSERT, UPDATE, DELETE ON catalogue_answer TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON catalogue_candidate TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON catalogue_card TO 'kram_jobs'@'localhost';
-- What a person searches in the catalogue can be chosen; the gateway reads none of it again.
GRANT INSERT ON catalogue_card TO 'kram_gateway'@'localhost';
GRANT INSERT ON catalogue_safety TO 'kram_gateway'@'localhost';
GRANT SELECT, INSERT ON catalogue_safety TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON category_proposal TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON category_evidence TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON catalogue_sweep TO 'kram_jobs'@'localhost';
GRANT SELECT ON catalogue_answer TO 'kram_panel'@'localhost';
GRANT SELECT ON catalogue_candidate TO 'kram_panel'@'localhost';
GRANT SELECT ON catalogue_card TO 'kram_panel'@'localhost';
GRANT SELECT ON catalogue_safety TO 'kram_panel'@'localhost';
GRANT SELECT ON category_proposal TO 'kram_panel'@'localhost';
GRANT SELECT ON category_evidence TO 'kram_panel'@'localhost';
GRANT SELECT ON catalogue_sweep TO 'kram_panel'@'localhost';

-- Stock: movements only grow. People book, link and decide; jobs book lines of orders and files.
GRANT SELECT, INSERT ON stock_move TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_level TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_total TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT ON stock_here TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_offer TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_line TO 'kram_jobs'@'localhost';
GRANT SELECT ON stock_line TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_part TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_link TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT ON stock_place TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_place TO 'kram_panel'@'localhost';
GRANT SELECT ON stock_feed TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_feed TO 'kram_panel'@'localhost';
GRANT SELECT ON stock_buffer TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_buffer TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_lease TO 'kram_jobs'@'localhost';
GRANT SELECT ON stock_lease TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_look TO 'kram_jobs'@'localhost', 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE ON stock_certificate TO 'kram_jobs'@'localhost';
GRANT SELECT ON stock_certificate TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, DELETE ON stock_unequal TO 'kram_jobs'@'localhost';
GRANT SELECT ON stock_unequal TO 'kram_panel'@'localhost';

-- Request budget and poison.
GRANT SELECT, INSERT, UPDATE ON request_bucket TO 'kram_jobs'@'localhost', 'kram_gateway'@'localhost';
GRANT SELECT, INSERT, UPDATE ON request_ban TO 'kram_jobs'@'localhost', 'kram_gateway'@'localhost';
GRANT SELECT ON request_bucket TO 'kram_panel'@'localhost';
GRANT SELECT ON request_ban TO 'kram_panel'@'localhost';
GRANT UPDATE (dirty_gen, waiting_since, next_try, updated_at) ON order_form TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT ON order_allowance TO 'kram_panel'@'localhost';
GRANT SELECT ON order_allowance TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON remote_oddity TO 'kram_jobs'@'localhost';
GRANT SELECT ON remote_oddity TO 'kram_panel'@'localhost';

-- The way of each token.
GRANT SELECT ON token_attempt TO 'kram_panel'@'localhost';

-- Writes to Allegro: what was asked for cannot be rewritten, steps only grow, a switch is a person's.
GRANT SELECT, INSERT ON outbox TO 'kram_panel'@'localhost';
GRANT UPDATE (state, reason, problem, guard, before_value, accepted, found_value, found_guard, next_at, deadline, ended_at, version) ON outbox TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT ON outbox_step TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON outbox_writer TO 'kram_panel'@'localhost';
GRANT SELECT ON outbox TO 'kram_jobs'@'localhost';
GRANT UPDATE (state, reason, problem, before_value, after_value, found_value, found_guard, landed, trace, attempts, asks, next_at, sent_at, sent_in, ended_at, version) ON outbox TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE (body, erased, attempts, status, trace, answered_at) ON outbox_command TO 'kram_jobs'@'localhost';
GRANT SELECT ON outbox_command TO 'kram_panel'@'localhost';
GRANT SELECT ON outbox_writer TO 'kram_jobs'@'localhost';

-- Alarms and mail: the panel reads, and asks for a test mail.
GRANT SELECT, INSERT, UPDATE, DELETE ON alarm TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON alarm TO 'kram_gateway'@'localhost';
GRANT SELECT ON alarm TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON mail TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON mail TO 'kram_panel'@'localhost';
GRANT SELECT, INSERT, DELETE ON alarm_mail TO 'kram_jobs'@'localhost';

-- Retention: personal data that is over its time. Of the journal and of the history only what a
-- person said or was can be emptied; the panel asks for it, jobs do it.
GRANT UPDATE (raw, erased) ON order_event TO 'kram_jobs'@'localhost';
GRANT UPDATE (before_value, after_value) ON order_change TO 'kram_jobs'@'localhost';
GRANT DELETE ON order_raw TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON erasure TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON erasure_rating TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT ON erasure_order TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT UPDATE (ended_at) ON erasure TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON order_view_log TO 'kram_panel'@'localhost';
GRANT SELECT, DELETE ON order_view_log TO 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, DELETE ON order_trace TO 'kram_jobs'@'localhost';
GRANT SELECT ON order_trace TO 'kram_panel'@'localhost';

-- Mass writes: made and confirmed in the panel or by jobs, carried out by push-outbox.
GRANT SELECT, INSERT, UPDATE ON plan TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT SELECT, INSERT, UPDATE ON plan_item TO 'kram_panel'@'localhost', 'kram_jobs'@'localhost';
GRANT INSERT ON outbox TO 'kram_jobs'@'localhost';
