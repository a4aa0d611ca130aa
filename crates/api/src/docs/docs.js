const make = (tag, text, attributes = {}) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};

const table = (heads, rows) => {
  const node = make("table");
  const head = node.createTHead().insertRow();
  for (const title of heads) head.append(make("th", title));
  const body = node.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    for (const cell of cells) row.insertCell().textContent = cell;
  }
  return node;
};

const kind = (schema) => {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.join(" | ");
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : schema.type;
  return type ?? (schema.anyOf ?? schema.oneOf ?? []).map(kind).join(" | ");
};

const resolved = (spec, schema) => {
  const name = schema?.$ref?.split("/").pop();
  return name ? { name, schema: spec.components.schemas[name] } : { name: "", schema };
};

const show = (spec, path, method, operation) => {
  const detail = document.getElementById("detail");
  detail.replaceChildren(make("h2", `${method.toUpperCase()} ${path}`), make("p", operation.summary ?? ""));
  if (operation.parameters?.length) {
    detail.append(make("h3", "Parameters"));
    detail.append(table(["name", "in", "type", ""], operation.parameters.map((one) => {
      const given = one.$ref ? spec.components.parameters[one.$ref.split("/").pop()] : one;
      return [given.name, given.in, kind(given.schema), given.description ?? ""];
    })));
  }
  for (const [media, content] of Object.entries(operation.requestBody?.content ?? {})) {
    const { name, schema } = resolved(spec, content.schema);
    detail.append(make("h3", `Body (${media}) ${name}`), make("pre", JSON.stringify(schema, null, 2)));
  }
  detail.append(make("h3", "Answers"));
  detail.append(table(["status", "meaning", "body"], Object.entries(operation.responses).map(([status, one]) => {
    const given = one.$ref ? spec.components.responses[one.$ref.split("/").pop()] : one;
    const [media, content] = Object.entries(given.content ?? {})[0] ?? ["", undefined];
    return [status, given.description, `${media} ${kind(content?.schema)}`];
  })));
  detail.focus();
};

const list = (spec, wanted) => {
  const nav = document.getElementById("list");
  nav.replaceChildren();
  let group = "";
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const words = `${method} ${path} ${operation.summary ?? ""}`.toLowerCase();
      if (!words.includes(wanted)) continue;
      const tag = operation.tags?.[0] ?? "";
      if (tag !== group) nav.append(make("h2", tag));
      group = tag;
      const button = make("button", undefined, { type: "button" });
      button.append(make("span", method.toUpperCase(), { class: "method" }), make("span", path));
      button.addEventListener("click", () => {
        nav.querySelector("[aria-current]")?.removeAttribute("aria-current");
        button.setAttribute("aria-current", "true");
        show(spec, path, method, operation);
      });
      nav.append(button);
    }
  }
};

const answer = await fetch("/api/v1/openapi.json", { credentials: "same-origin" });
const spec = await answer.json();
document.getElementById("about").textContent = `${Object.keys(spec.paths).length} addresses, OpenAPI ${spec.openapi}. ${spec.info.description}`;
document.getElementById("find").addEventListener("input", (event) => list(spec, event.target.value.trim().toLowerCase()));
list(spec, "");
