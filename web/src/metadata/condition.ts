import { fieldOf } from "./catalog";
import type { FieldValue, ObjectMeta, RecordRow } from "./types";
import { asMoney, asReference, sameValue } from "./values";

/** What the browser knows of a condition before the server decides. */
export type Verdict = "yes" | "no" | "beyond reading";

/** Reads a condition of the formula language over a record; functions and arithmetic are left to the server. */
export function verdictOf(object: ObjectMeta, row: RecordRow, condition: string): Verdict {
  try {
    const reader = new Reader(tokensOf(condition), object, row);
    return reader.whole() ? "yes" : "no";
  } catch (error) {
    if (error instanceof BeyondReading) return "beyond reading";
    throw error;
  }
}

class BeyondReading extends Error {}

type Token = { kind: "text" | "number" | "word" | "sign" | "end"; text: string };

type Plain = string | number | boolean | null;

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_.]*)|(!=|<>|<=|>=|[=<>(),])|(\S))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const whole = text.trimEnd();
  while (pattern.lastIndex < whole.length) {
    const match = pattern.exec(whole);
    if (!match || match[5] !== undefined) throw new BeyondReading();
    if (match[1] !== undefined) tokens.push({ kind: "text", text: match[1].replaceAll("''", "'") });
    else if (match[2] !== undefined) tokens.push({ kind: "number", text: match[2] });
    else if (match[3] !== undefined) tokens.push({ kind: "word", text: match[3] });
    else tokens.push({ kind: "sign", text: match[4] ?? "" });
  }
  return [...tokens, { kind: "end", text: "" }];
}

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly object: ObjectMeta,
    private readonly row: RecordRow,
  ) {}

  whole(): boolean {
    const truth = this.either();
    if (this.peek().kind !== "end") throw new BeyondReading();
    return truth;
  }

  private either(): boolean {
    let truth = this.both();
    while (this.takes("or")) truth = [this.both(), truth].includes(true);
    return truth;
  }

  private both(): boolean {
    let truth = this.single();
    while (this.takes("and")) truth = ![this.single(), truth].includes(false);
    return truth;
  }

  private single(): boolean {
    if (this.takes("not")) return !this.single();
    if (this.takes("(")) {
      const truth = this.either();
      this.expect(")");
      return truth;
    }
    const left = this.value();
    if (this.takes("not")) {
      this.expect("in");
      return !this.list().some((value) => same(left, value));
    }
    if (this.takes("in")) return this.list().some((value) => same(left, value));
    const sign = this.peek();
    if (sign.kind !== "sign" || !["=", "!=", "<>", "<", "<=", ">", ">="].includes(sign.text)) {
      if (typeof left === "boolean" || left === null) return left === true;
      throw new BeyondReading();
    }
    this.at += 1;
    return compared(left, sign.text, this.value());
  }

  private list(): Plain[] {
    this.expect("(");
    const values = [this.value()];
    while (this.takes(",")) values.push(this.value());
    this.expect(")");
    return values;
  }

  private value(): Plain {
    const token = this.peek();
    this.at += 1;
    switch (token.kind) {
      case "text":
        return token.text;
      case "number":
        return Number(token.text);
      case "word":
        if (token.text === "true" || token.text === "false") return token.text === "true";
        if (token.text === "null") return null;
        if (this.peek().text === "(") throw new BeyondReading();
        return this.field(token.text);
      case "sign":
      case "end":
        throw new BeyondReading();
      default:
        return token.kind satisfies never;
    }
  }

  private field(path: string): Plain {
    const [name = "", part, ...more] = path.split(".");
    const field = fieldOf(this.object, name);
    if (!field || more.length > 0 || (part !== undefined && part !== "kind")) throw new BeyondReading();
    const value = this.row[name];
    if (part === "kind") return field.options?.find((option) => option.value === value)?.kind ?? null;
    return plain(field.type === "reference" ? (asReference(value)?.id ?? null) : value, field.result ?? field.type);
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "" };
  }

  private takes(text: string): boolean {
    const token = this.peek();
    if (token.kind === "text" || token.text !== text) return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw new BeyondReading();
  }
}

const NUMERIC = new Set(["number", "decimal", "percent", "duration"]);

function plain(value: FieldValue, type: string): Plain {
  if (value === null || value === undefined || value === "") return null;
  const money = asMoney(value);
  if (money) return Number(money.amount);
  if (NUMERIC.has(type)) return Number(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new BeyondReading();
}

function same(left: Plain, right: Plain): boolean {
  return sameValue(left, right);
}

/** Nothing is neither less nor more than anything, as on the server. */
function compared(left: Plain, sign: string, right: Plain): boolean {
  if (sign === "=") return same(left, right);
  if (sign === "!=" || sign === "<>") return !same(left, right);
  if (left === null || right === null || typeof left !== typeof right) return false;
  switch (sign) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    default:
      return left >= right;
  }
}
