#ifndef SANDBOX_CONTROL_CONTROL_H
#define SANDBOX_CONTROL_CONTROL_H

/*
 * /sandbox: what a person or a test does to the world. A browser's form is answered with a redirect
 * back to the page, anybody else with JSON.
 */

#include "server/http.h"
#include "world/life.h"

void control_home(struct exchange *x);
void control_page(struct exchange *x);
void control_style(struct exchange *x);

void control_truth(struct exchange *x);	  /* ?seller=, every order as it is */
void control_effects(struct exchange *x); /* counters */
void control_effects_clear(struct exchange *x);

void control_faults(struct exchange *x);    /* kinds and active ones */
void control_fault_add(struct exchange *x); /* kind= path= count= value= */
void control_faults_clear(struct exchange *x);

void control_buy(struct exchange *x);	   /* n= kind= stage= seller= like=ORDER_ID */
void control_merge(struct exchange *x);	   /* id=A,B,... stage= */
void control_fulfil(struct exchange *x);   /* id= status= sent= silent= */
void control_announce(struct exchange *x); /* id= type= as=old|new */
void control_begin(struct exchange *x);
void control_clock(struct exchange *x); /* days= hours= seconds= */
void control_events_release(struct exchange *x);
void control_pay(struct exchange *x);	   /* id= */
void control_cancel(struct exchange *x);   /* id= by=buyer|allegro */
void control_withdraw(struct exchange *x); /* id= */
void control_modify(struct exchange *x);   /* id= */
void control_hostile(struct exchange *x);  /* JSON array of strings, or of arrays of them */

void control_clients(struct exchange *x);	 /* client_id= redirect_uri= scopes= */
void control_tokens_expire(struct exchange *x);	 /* all access tokens end now */
void control_secrets(struct exchange *x);	 /* codes and tokens, one a line */
void control_tokens_grace(struct exchange *x);	 /* used refresh tokens die now */
void control_tokens_revoke(struct exchange *x);	 /* all connections end now */
void control_device_approve(struct exchange *x); /* user_code= seller= */
void control_device_refuse(struct exchange *x);	 /* user_code= */

/* Answer a command: {"ok":true} or the error, or the way back for a browser. */
void control_done(struct exchange *x);
void control_failed(struct exchange *x, int status, const char *why);
bool control_from_browser(struct exchange *x);

/* Orders made by a command: their ids, or the way back. */
void control_answer_orders(struct exchange *x, struct order *const *orders, size_t n);

/* bought, filled-in or ready (the default); false for anything else. */
bool control_read_stage(const char *text, enum buy_stage *out);

#endif
