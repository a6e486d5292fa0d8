// Holds both sides of one exchange against Allegro's description: what Kram asked, and what the
// rehearsal Allegro answered.
//
// An exchange is a line of `kram-sandbox --exchanges`: {host, method, url, reqHeaders, reqBody,
// status, resHeaders, resBody}, header names in lower case. check() returns its problems as texts;
// none means that Allegro's own file finds nothing wrong.
import Ajv from "ajv";
import addFormats from "ajv-formats";

import { endpoints } from "./oauth.mjs";

/** Name/Version (+https://contact): without it Allegro blocks the application. */
const userAgent = /^[^\s/()]+\/[^\s/()]+ \(\+https:\/\/[^\s()]+\)$/;
const publicMedia = "application/vnd.allegro.public.v1+json";

/** Statuses any operation may answer, though the file does not say so at each: what stands in front
 *  of the operations refuses the token, the media type or the pace, or is out of order itself. */
const anywhere = new Set([401, 403, 406, 415, 429, 500, 502, 503, 504]);
const anywhereAuth = new Set([403, 429, 500, 502, 503, 504]);

const errorShapes = ["ErrorsHolder", "AuthError"].map((name) => ({ $ref: `#/components/schemas/${name}` }));

const bare = (media) => (media ?? "").split(";")[0].trim().toLowerCase();

function parsed(body) {
  if (typeof body !== "string" || body === "") return { empty: true };
  try {
    return { value: JSON.parse(body) };
  } catch {
    return { broken: true };
  }
}

export class Checker {
  #openapi;
  #ajv = new Ajv({ strict: false, allErrors: true });

  constructor(openapi) {
    this.#openapi = openapi;
    addFormats(this.#ajv);
  }

  /** Problems of an exchange; `seen` (a Set) collects what was covered: "GET /me 200". */
  check(exchange, seen) {
    const url = new URL(exchange.url, "http://allegro.invalid");
    const found = exchange.host === "auth" ? this.#auth(exchange, url) : this.#api(exchange, url);
    seen?.add(`${exchange.method} ${found.name} ${exchange.status}`);
    return found.problems.map((problem) => `${exchange.method} ${url.pathname} ${exchange.status}: ${problem}`);
  }

  // --- The API -------------------------------------------------------------------------------------

  #api(exchange, url) {
    const found = this.#openapi.find(exchange.method, url.pathname);
    if (!found) return { name: "unknown", problems: ["no such operation"] };
    const { operation, values } = found;
    return {
      name: operation.path,
      problems: [
        ...this.#path(operation, values),
        ...this.#query(operation, url.searchParams),
        ...this.#requestHeaders(operation, exchange),
        ...this.#requestBody(operation, exchange),
        ...this.#response(operation, exchange),
      ],
    };
  }

  #path(operation, values) {
    return operation.names.flatMap((name, i) =>
      this.#parameter(`path ${name}`, operation.parameter("path", name)?.schema ?? {}, values[i]),
    );
  }

  #query(operation, query) {
    const problems = [];
    for (const name of new Set(query.keys())) {
      const declared = operation.parameter("query", name);
      const given = query.getAll(name);
      if (!declared) {
        problems.push(`query parameter ${name} is not declared`);
        continue;
      }
      const list = this.#openapi.resolve(declared.schema).type === "array";
      if (!list && given.length > 1) problems.push(`query parameter ${name} is given ${given.length} times`);
      problems.push(...this.#parameter(`query ${name}`, declared.schema, list ? given : given[0]));
    }
    for (const parameter of operation.parameters) {
      if (parameter.in === "query" && parameter.required && !query.has(parameter.name)) {
        problems.push(`query parameter ${parameter.name} is missing`);
      }
    }
    return problems;
  }

  #parameter(what, schema, text) {
    return this.#openapi.validateText(schema, text).map((problem) => `${what}: ${problem}`);
  }

  #requestHeaders(operation, { reqHeaders }) {
    const problems = [];
    const offered = Object.entries(operation.item.responses)
      .filter(([status]) => status.startsWith("2"))
      .flatMap(([, response]) => Object.keys(this.#openapi.resolve(response).content ?? {}));
    const accepted = offered.length ? offered : [publicMedia];
    if (!accepted.map(bare).includes(bare(reqHeaders.accept))) problems.push(`Accept ${reqHeaders.accept} is none of ${accepted}`);
    if (!userAgent.test(reqHeaders["user-agent"] ?? "")) problems.push(`User-Agent ${reqHeaders["user-agent"]} has not the form of Allegro`);
    if (!/^Bearer \S+$/.test(reqHeaders.authorization ?? "")) problems.push("no bearer token");
    const language = reqHeaders["accept-language"];
    const declared = operation.parameter("header", "Accept-Language");
    if (language !== undefined) problems.push(...this.#parameter("Accept-Language", declared?.schema ?? { enum: [] }, language));
    return problems;
  }

  #requestBody(operation, { reqHeaders, reqBody }) {
    const declared = this.#openapi.resolve(operation.item.requestBody);
    if (!declared) {
      return [
        ...(reqBody ? ["a body is sent where none is declared"] : []),
        ...(reqHeaders["content-type"] ? ["Content-Type is sent without a body"] : []),
      ];
    }
    const media = declared.content[bare(reqHeaders["content-type"])];
    if (!media) return [`Content-Type ${reqHeaders["content-type"]} is none of ${Object.keys(declared.content)}`];
    if (!bare(reqHeaders["content-type"]).endsWith("json")) return []; // a picture
    const body = parsed(reqBody);
    if (body.empty) return declared.required ? ["the body is missing"] : [];
    if (body.broken) return ["the body is not JSON"];
    return [
      ...this.#openapi.validate(media.schema, body.value).map((problem) => `request body: ${problem}`),
      // Allegro refuses these with UnknownJSONProperty.
      ...this.#openapi.unknownFields(media.schema, body.value).map((path) => `request body: ${path} is not declared`),
    ];
  }

  #response(operation, { status, resHeaders, resBody }) {
    const problems = resHeaders["trace-id"] ? [] : ["no Trace-Id in the answer"];
    const declared = this.#openapi.resolve(operation.item.responses[status] ?? operation.item.responses.default);
    if (!declared && !anywhere.has(status)) return [...problems, "the status is not declared"];
    if (!declared?.content) return [...problems, ...this.#undescribed(status, resHeaders, resBody)];
    const type = bare(resHeaders["content-type"]);
    const media = Object.entries(declared.content).find(([name]) => bare(name) === type)?.[1];
    if (!media) return [...problems, `the answer's media type ${type} is none of ${Object.keys(declared.content)}`];
    return [...problems, ...this.#json(media.schema, resBody)];
  }

  /** An answer without a described body: empty, or an error in one of Allegro's shapes. */
  #undescribed(status, resHeaders, resBody) {
    if (!resBody || !bare(resHeaders["content-type"]).endsWith("json")) {
      return resBody && status < 400 ? ["a body where none is declared"] : [];
    }
    if (status < 400) return ["a body where none is declared"];
    const tries = errorShapes.map((schema) => this.#json(schema, resBody));
    return tries.some((problems) => problems.length === 0) ? [] : tries.flat();
  }

  #json(schema, text) {
    const body = parsed(text);
    if (body.empty || body.broken) return ["the answer is not JSON"];
    return [
      ...this.#openapi.validate(schema, body.value).map((problem) => `answer: ${problem}`),
      ...this.#openapi.unknownFields(schema, body.value).map((path) => `answer: ${path} is not declared`),
    ];
  }

  // --- The authorisation server --------------------------------------------------------------------

  #auth(exchange, url) {
    const name = url.pathname;
    const endpoint = endpoints[`${exchange.method} ${name}`];
    if (!endpoint) return { name: "unknown", problems: ["no such endpoint"] };
    const query = Object.fromEntries(url.searchParams);
    return {
      name,
      problems: [
        ...(endpoint.query ? this.#own("query", endpoint.query(query), query) : []),
        ...(endpoint.program ? this.#authRequest(endpoint, exchange, url) : []),
        ...this.#authAnswer(endpoint, exchange),
      ],
    };
  }

  #authRequest(endpoint, { reqHeaders, reqBody }, url) {
    const problems = [];
    const form = Object.fromEntries(new URLSearchParams(reqBody ?? ""));
    if (url.search) problems.push("parameters in the URL, where they would be logged");
    if (!userAgent.test(reqHeaders["user-agent"] ?? "")) problems.push(`User-Agent ${reqHeaders["user-agent"]} has not the form of Allegro`);
    if (bare(reqHeaders["content-type"]) !== "application/x-www-form-urlencoded") problems.push("the body is no form");
    const basic = /^Basic [A-Za-z0-9+/]+=*$/.test(reqHeaders.authorization ?? "");
    if (basic !== endpoint.basic(form)) problems.push(basic ? "a Basic header together with PKCE" : "no Basic header");
    return [...problems, ...this.#own("form", endpoint.form(form), form)];
  }

  #authAnswer(endpoint, { status, resHeaders, resBody }) {
    if (!(status in endpoint.answers)) return anywhereAuth.has(status) ? [] : ["the status is not declared"];
    const schema = endpoint.answers[status];
    if (!schema) return [];
    const body = parsed(resBody);
    if (bare(resHeaders["content-type"]) !== "application/json") return [`the answer's media type is ${resHeaders["content-type"]}`];
    return body.empty || body.broken ? ["the answer is not JSON"] : this.#own("answer", schema, body.value);
  }

  #own(what, schema, value) {
    const check = this.#ajv.compile(schema);
    return check(value) ? [] : check.errors.map((error) => `${what}: ${error.instancePath} ${error.message} ${Object.values(error.params)}`);
  }
}
