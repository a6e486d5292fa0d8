// Order documents made from Allegro's own description: the example it gives, and variants of it
// that are all valid by the same description.

const name = "CheckoutForm";

/** For the few properties without an example. */
const samples = { string: "text", boolean: true };

/** A value of a schema out of its examples. `pick` may replace the value of a property: it gets
 *  the JSON pointer, the schema, and may return undefined to leave the property out. */
function make(openapi, schema, at, pick) {
  const plain = openapi.resolve(schema);
  if (plain.allOf) return make(openapi, plain.allOf[0], at, pick);
  if (plain.type === "object" || plain.properties) {
    const out = {};
    for (const [key, member] of Object.entries(plain.properties ?? {})) {
      const path = `${at}/${key}`;
      const value = pick(path, openapi.resolve(member), (plain.required ?? []).includes(key), () => make(openapi, member, path, pick));
      if (value !== undefined) out[key] = value;
    }
    return out;
  }
  if (plain.type === "array" && (openapi.resolve(plain.items).properties || !plain.example)) {
    return [make(openapi, plain.items, `${at}/0`, pick)];
  }
  if (plain.example !== undefined) return plain.example;
  if (plain.enum) return plain.enum[0];
  if (plain.type in samples) return samples[plain.type];
  throw new Error(`${at}: the description has no example`);
}

const schemaOf = (openapi) => openapi.spec.components.schemas[name];

/** The document with every field there is, as the examples of the file have it. */
export function documentExample(openapi) {
  return make(openapi, schemaOf(openapi), "", (path, schema, required, value) => value());
}

/** Whole documents the file itself gives as examples of the order resources. */
function* written(openapi) {
  for (const { path, item } of openapi.operations) {
    if (!path.startsWith("/order/checkout-forms")) continue;
    for (const response of Object.values(item.responses)) {
      for (const media of Object.values(response.content ?? {})) {
        const examples = Object.values(media.examples ?? {}).map((one) => one.value);
        for (const value of [media.example, ...examples].filter(Boolean)) {
          yield* (value.checkoutForms ?? [value]).filter((one) => one.lineItems).map((form) => ["as written", form]);
        }
      }
    }
  }
  const own = schemaOf(openapi).example;
  if (own) yield ["as written in the schema", own];
}

/** Every optional property and every word of every enum, by JSON pointer. */
function survey(openapi) {
  const optional = [];
  const words = [];
  make(openapi, schemaOf(openapi), "", (path, schema, required, value) => {
    if (!required) optional.push(path);
    for (const word of schema.enum ?? []) words.push([path, word]);
    return value();
  });
  return { optional, words };
}

/** Variants as [title, document], each with ids of its own so that they can be imported together. */
export function* documentVariants(openapi) {
  const schema = schemaOf(openapi);
  const { optional, words } = survey(openapi);
  const one = (pick) => make(openapi, schema, "", pick);

  yield ["everything", documentExample(openapi)];
  yield ["required fields only", one((path, part, required, value) => (required ? value() : undefined))];
  for (const gone of optional) {
    yield [`without ${gone}`, one((path, part, required, value) => (path === gone ? undefined : value()))];
  }
  for (const kept of optional) {
    const above = (path) => kept === path || kept.startsWith(`${path}/`);
    yield [`only ${kept}`, one((path, part, required, value) => (required || above(path) ? value() : undefined))];
  }
  for (const [where, word] of words) {
    yield [`${where} is ${word}`, one((path, part, required, value) => (path === where ? word : value()))];
  }
  for (const where of optional.filter((path) => pathIsList(openapi, path))) {
    yield [`${where} is empty`, one((path, part, required, value) => (path === where ? [] : value()))];
  }
  yield* written(openapi);
}

function pathIsList(openapi, path) {
  let list = false;
  make(openapi, schemaOf(openapi), "", (at, part, required, value) => {
    if (at === path) list = part.type === "array";
    return value();
  });
  return list;
}
