// The exchanges with Allegro's authorisation server. openapi.yaml does not describe them, so this
// is a description of our own, from Allegro's tutorial on authorisation and from answers seen.
// RFC 6749, 7636 and 8628 say the rest.

const text = { type: "string", minLength: 1 };
const seconds = { type: "integer", minimum: 1 };

function object(required, optional = {}) {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const fixed = (value) => ({ type: "string", const: value });

const tokens = object(
  { access_token: text, token_type: { type: "string", pattern: "^[Bb]earer$" }, expires_in: seconds, allegro_api: { type: "boolean" }, jti: text },
  { refresh_token: text, scope: { type: "string" } },
);

const refusal = object({ error: text }, { error_description: { type: "string" } });

/** Grants of POST token: the form, and whether the Basic header is asked for. */
const grants = {
  authorization_code: {
    basic: (form) => !("code_verifier" in form), // with PKCE the client id goes into the body
    form: object(
      { grant_type: text, code: text, redirect_uri: { type: "string", format: "uri" } },
      { client_id: text, code_verifier: { type: "string", pattern: "^[A-Za-z0-9._~-]{43,128}$" } },
    ),
  },
  refresh_token: { basic: () => true, form: object({ grant_type: text, refresh_token: text }, { redirect_uri: text }) },
  client_credentials: { basic: () => true, form: object({ grant_type: text }) },
  "urn:ietf:params:oauth:grant-type:device_code": {
    basic: () => true,
    form: object({ grant_type: text, device_code: text }),
  },
};

const device = object(
  { device_code: text, user_code: text, expires_in: seconds, interval: seconds, verification_uri: { type: "string", format: "uri" } },
  { verification_uri_complete: { type: "string", format: "uri" } },
);

const authorizeQuery = object(
  { response_type: fixed("code"), client_id: text, redirect_uri: { type: "string", format: "uri" } },
  {
    state: text,
    scope: text,
    prompt: fixed("confirm"),
    code_challenge_method: fixed("S256"),
    code_challenge: { type: "string", pattern: "^[A-Za-z0-9_-]{43}$" },
  },
);

/**
 * Endpoints by method and path. `program`: called by Kram itself and not by a person's browser.
 * `answers`: schema of the body by status; null for a page or no body.
 */
export const endpoints = {
  "GET /auth/oauth/authorize": { program: false, query: () => authorizeQuery, answers: { 200: null, 302: null, 303: null, 400: null } },
  "POST /auth/oauth/authorize": { program: false, answers: { 302: null, 303: null, 400: null } },
  "POST /auth/oauth/token": {
    program: true,
    form: (form) => grants[form.grant_type]?.form ?? object({ grant_type: { enum: Object.keys(grants) } }),
    basic: (form) => grants[form.grant_type]?.basic(form) ?? true,
    answers: { 200: tokens, 400: refusal, 401: refusal },
  },
  "POST /auth/oauth/device": {
    program: true,
    form: () => object({ client_id: text }, { scope: text }),
    basic: () => true,
    answers: { 200: device, 400: refusal, 401: refusal },
  },
  "POST /auth/oauth/revoke": {
    program: true,
    form: () => object({ token: text }, { token_type_hint: { enum: ["access_token", "refresh_token"] } }),
    basic: () => true,
    answers: { 200: null, 204: null, 400: refusal, 401: refusal },
  },
  "GET /skojarz-aplikacje": { program: false, answers: { 200: null, 400: null } },
  "POST /skojarz-aplikacje": { program: false, answers: { 200: null, 302: null, 303: null, 400: null } },
};
