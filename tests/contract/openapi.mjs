// Allegro's own description of its API, ready to judge exchanges.
//
// The file (KRAM_OPENAPI) is not part of the project. It is taken as it is but for the defects
// below, each with its reason; a defect that Allegro repairs makes load() fail, so that the list
// stays true.
import SwaggerParser from "@apidevtools/swagger-parser";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const schemas = (spec) => spec.components.schemas;

const absent = ["ExternalId", "Warranty", "ImpliedWarranty", "ReturnPolicy", "OfferAdditionalServices", "JustId"];

/** What is wrong in the file: `holds` tells the defect is still there, `repair` mends it. */
const defects = [
  {
    why: "an empty page has no orders, so its count is 0, not at least 1",
    holds: (spec) => schemas(spec).CheckoutForms.properties.count.minimum === 1,
    repair: (spec) => (schemas(spec).CheckoutForms.properties.count.minimum = 0),
  },
  {
    why: "nothing may match a filter, so totalCount is 0, not at least 1",
    holds: (spec) => schemas(spec).CheckoutForms.properties.totalCount.minimum === 1,
    repair: (spec) => (schemas(spec).CheckoutForms.properties.totalCount.minimum = 0),
  },
  {
    why: "dueDate says of itself that it is null for most payments",
    holds: (spec) => !schemas(spec).CheckoutFormInvoiceInfo.properties.dueDate.nullable,
    repair: (spec) => (schemas(spec).CheckoutFormInvoiceInfo.properties.dueDate.nullable = true),
  },
  {
    why: "company says of itself that null means a private purchase",
    holds: (spec) => !schemas(spec).CheckoutFormInvoiceAddressCompany.nullable,
    repair: (spec) => (schemas(spec).CheckoutFormInvoiceAddressCompany.nullable = true),
  },
  {
    why: "a root category has no parent",
    holds: (spec) => !schemas(spec).CategoryDto.properties.parent.nullable,
    repair: (spec) => (schemas(spec).CategoryDto.properties.parent.nullable = true),
  },
  {
    why: "conditions of a parameter say of themselves that they are null where there are none",
    holds: (spec) => ["Requirement", "Display"].every((what) => !schemas(spec)[`CategoryParameter${what}Conditions`].nullable),
    repair: (spec) => ["Requirement", "Display"].forEach((what) => (schemas(spec)[`CategoryParameter${what}Conditions`].nullable = true)),
  },
  {
    why: "what an offer does not have is null: its SKU, a warranty, services, a campaign",
    holds: (spec) => absent.every((name) => !schemas(spec)[name].nullable),
    repair: (spec) => absent.forEach((name) => (schemas(spec)[name].nullable = true)),
  },
  {
    why: "the two kinds of tasks of a bulk command have the same shape, so that no task is one of them alone",
    holds: (spec) => !!schemas(spec).TaskWithSubjectReport.properties.tasks.items.oneOf,
    repair: (spec) => (schemas(spec).TaskWithSubjectReport.properties.tasks.items = { $ref: "#/components/schemas/CommandTaskWithPriceSubject" }),
  },
  {
    why: "what a change of pieces in a bulk command is stands in its place, where its kinds would not be found",
    holds: (spec) => !!schemas(spec).OfferBulkModification.properties.stock.discriminator,
    repair: (spec) => {
      schemas(spec).StockModification = schemas(spec).OfferBulkModification.properties.stock;
      schemas(spec).OfferBulkModification.properties.stock = { $ref: "#/components/schemas/StockModification" };
    },
  },
  {
    why: "the name that an offer must have whose fees are asked for is not described",
    holds: (spec) => schemas(spec).PricingOffer.required.includes("name") && !schemas(spec).PricingOffer.properties.name,
    repair: (spec) => (schemas(spec).PricingOffer.properties.name = { type: "string" }),
  },
  {
    why: "to set a rule of prices and to remove it need neither member, so that each body is both",
    holds: (spec) => ["Set", "Remove"].every((what) => !schemas(spec)[`OfferAutomaticPricingModification${what}`].required),
    repair: (spec) => ["Set", "Remove"].forEach((what) => (schemas(spec)[`OfferAutomaticPricingModification${what}`].required = [what.toLowerCase()])),
  },
];

const methods = ["get", "put", "post", "delete", "patch"];

/** OpenAPI 3.0 says "nullable" and boolean exclusive bounds; JSON Schema says them otherwise. */
function toJsonSchema(node) {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (node === null || typeof node !== "object") return node;
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "example" || key === "examples" || key === "discriminator") continue;
    out[key] = key === "enum" || key === "default" ? value : toJsonSchema(value);
  }
  for (const [exclusive, bound] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]]) {
    if (out[exclusive] === true) {
      out[exclusive] = out[bound];
      delete out[bound];
    } else if (out[exclusive] === false) {
      delete out[exclusive];
    }
  }
  if (out.format === "integer") {
    // "type: number, format: integer" is how the file writes a whole number.
    out.type = "integer";
    delete out.format;
  }
  if (out.nullable !== true) return out;
  delete out.nullable;
  return { anyOf: [{ type: "null" }, out] };
}

/** A schema with a discriminator is the one that a member of the value names: what all of them have
 *  in common becomes a schema of its own, and its place takes "if it says so, then that one". */
function discriminate(spec) {
  for (const [name, common] of Object.entries(schemas(spec))) {
    const { propertyName, mapping } = common.discriminator ?? {};
    if (!mapping) continue;
    const own = `#/components/schemas/${name}`;
    for (const target of Object.values(mapping)) {
      const variant = schemas(spec)[target.split("/").at(-1)];
      for (const part of variant.allOf ?? []) if (part.$ref === own) part.$ref = `${own}-common`;
    }
    schemas(spec)[`${name}-common`] = common;
    const says = ([word, $ref]) => ({ if: { properties: { [propertyName]: { const: word } } }, then: { $ref } });
    schemas(spec)[name] = { allOf: [{ $ref: `${own}-common` }, ...Object.entries(mapping).map(says)] };
  }
}

class Operation {
  constructor(path, method, item, parameters) {
    Object.assign(this, { path, method: method.toUpperCase(), item, parameters });
    this.id = item.operationId;
    this.expression = new RegExp(
      "^" + path.split(/\{[^}]+\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&")).join("([^/]+)") + "$",
    );
    this.names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  }

  parameter(place, name) {
    return this.parameters.find((parameter) => parameter.in === place && parameter.name === name);
  }
}

export class OpenApi {
  #ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, logger: false });
  #loose = new Ajv({ strict: false, unicodeRegExp: false, coerceTypes: "array", logger: false });
  #compiled = new Map();

  /** Read and repair the file at `path`. */
  static async load(path) {
    const spec = await SwaggerParser.parse(path);
    for (const defect of defects) {
      if (!defect.holds(spec)) throw new Error(`openapi.yaml no longer has this defect, take it off the list: ${defect.why}`);
      defect.repair(spec);
    }
    discriminate(spec);
    return new OpenApi(spec);
  }

  constructor(spec) {
    this.spec = spec;
    this.schema = toJsonSchema({ components: { schemas: spec.components.schemas } });
    for (const ajv of [this.#ajv, this.#loose]) {
      addFormats(ajv);
      ajv.addSchema({ $id: "openapi", ...this.schema });
    }
    this.operations = [];
    for (const [path, item] of Object.entries(spec.paths)) {
      for (const method of methods.filter((name) => item[name])) {
        const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((one) => this.resolve(one));
        this.operations.push(new Operation(path, method, item[method], parameters));
      }
    }
    // "/order/carriers" before "/order/{id}".
    this.operations.sort((a, b) => a.names.length - b.names.length);
  }

  /** The thing a $ref points to, or the thing itself. */
  resolve(node) {
    if (!node?.$ref) return node;
    return node.$ref.slice(2).split("/").reduce((at, name) => at[name], this.spec);
  }

  /** The operation of a request and the values of its path, or null. */
  find(method, path) {
    for (const operation of this.operations) {
      const match = operation.method === method && operation.expression.exec(path);
      if (match) return { operation, values: match.slice(1).map(decodeURIComponent) };
    }
    return null;
  }

  /** Problems of a JSON value under a schema of the file: ["/path text"]. */
  validate(schema, value) {
    return this.#run(this.#ajv, schema, value);
  }

  /** The same for the text of a parameter. */
  validateText(schema, text) {
    return this.#run(this.#loose, { type: "object", properties: { value: schema } }, { value: text });
  }

  #run(ajv, schema, value) {
    const key = JSON.stringify([ajv === this.#ajv, schema]);
    if (!this.#compiled.has(key)) {
      const rooted = JSON.parse(JSON.stringify(toJsonSchema(schema)).replaceAll('"#/components/', '"openapi#/components/'));
      this.#compiled.set(key, ajv.compile(rooted));
    }
    const check = this.#compiled.get(key);
    if (check(value)) return [];
    return check.errors.filter((error) => error.keyword !== "anyOf").map((error) => `${error.instancePath} ${error.message}`);
  }

  /** JSON pointers of what the value has and the schema does not know. The file forbids nothing
   *  of the kind, but a rehearsal must not invent fields. */
  unknownFields(schema, value, at = "") {
    if (Array.isArray(value)) {
      const items = this.#shapes(schema, value).map((shape) => shape.items).find(Boolean);
      return items ? value.flatMap((item, i) => this.unknownFields(items, item, `${at}/${i}`)) : [];
    }
    if (value === null || typeof value !== "object") return [];
    const shapes = this.#shapes(schema, value);
    const known = Object.assign({}, ...shapes.map((shape) => shape.properties ?? {}));
    const rest = shapes.map((shape) => shape.additionalProperties).find(Boolean);
    if (!rest && Object.keys(known).length === 0) return []; // a free object
    return Object.entries(value).flatMap(([name, member]) => {
      if (known[name]) return this.unknownFields(known[name], member, `${at}/${name}`);
      if (rest) return rest === true ? [] : this.unknownFields(rest, member, `${at}/${name}`);
      return [`${at}/${name}`];
    });
  }

  /** All plain schemas a schema is made of, where a value is this one. */
  #shapes(schema, value) {
    const plain = this.resolve(schema);
    const parts = ["allOf", "oneOf", "anyOf"].flatMap((word) => plain[word] ?? []);
    const said = plain.if && Object.entries(plain.if.properties).every(([name, { const: word }]) => value[name] === word);
    return [plain, ...[...parts, ...(said ? [plain.then] : [])].flatMap((part) => this.#shapes(part, value))];
  }
}
