import { type FieldMeta, type FieldValue, localizedText, personNameText } from "@/metadata";
import { TextArea } from "@/shared/ui";
import { isComposing } from "@/shared/keys";
import { useState } from "react";
import { type DisplayProps, type EditorProps, type FieldKind, halfWidth, type Operator, type Parsed, refused, valid } from "./kind";
import { LineEditor } from "./LineEditor";

const TEXT_OPERATORS: Operator[] = ["contains", "starts_with", "eq", "ne", "in", "is_null"];

export const text: FieldKind = {
  align: "start",
  width: 180,
  shape: "line",
  filter: "text",
  operators: TEXT_OPERATORS,
  Display: TextDisplay,
  Editor: LineEditor,
  parse: parseText,
  format: (value) => plain(value),
};

export const longText: FieldKind = { ...text, width: 240, shape: "block", operators: ["contains", "is_null"], Display: LongTextDisplay, Editor: LongTextEditor };

export const autoNumber: FieldKind = { ...text, width: 150 };

export const email: FieldKind = {
  ...text,
  width: 200,
  Display: ({ value, place }) => <LinkDisplay href={`mailto:${plain(value)}`} text={plain(value)} place={place} />,
  parse: (typed) => {
    const address = halfWidth(typed).trim();
    if (address === "") return valid(null);
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? valid(address) : refused("format");
  },
};

export const phone: FieldKind = {
  ...text,
  width: 150,
  Display: ({ value, place }) => <LinkDisplay href={`tel:${plain(value)}`} text={phoneText(plain(value))} place={place} />,
  format: (value) => phoneText(plain(value)),
  parse: (typed) => {
    const number = halfWidth(typed).replace(/[\s().-]/g, "");
    if (number === "") return valid(null);
    return /^\+?\d{3,20}$/.test(number) ? valid(number) : refused("format");
  },
};

export const url: FieldKind = {
  ...text,
  width: 200,
  Display: ({ value, place }) => <LinkDisplay href={safeUrl(plain(value))} text={plain(value).replace(/^https?:\/\//, "")} place={place} />,
  parse: (typed) => {
    const address = typed.trim();
    if (address === "") return valid(null);
    const whole = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
    return URL.canParse(whole) ? valid(whole) : refused("format");
  },
};

export const personName: FieldKind = {
  ...text,
  width: 140,
  Display: ({ value }) => <>{personNameText(value)}</>,
  format: (value) => personNameText(value),
};

export const json: FieldKind = {
  ...text,
  width: 280,
  shape: "block",
  filter: "none",
  operators: ["is_null"],
  Display: ({ field, value, naming }) => <>{jsonText(field, value, naming.language)}</>,
  Editor: LongTextEditor,
  format: (value, field, _formats, naming) => jsonText(field, value, naming.language),
  parse: (typed) => {
    if (typed.trim() === "") return valid(null);
    try {
      return valid(JSON.parse(typed) as FieldValue);
    } catch {
      return refused("format");
    }
  },
};

function parseText(typed: string, field: FieldMeta): Parsed {
  const trimmed = typed.trim();
  if (trimmed === "") return valid(null);
  if (field.max_length && Array.from(trimmed).length > field.max_length) return refused("too_long");
  return valid(trimmed);
}

function plain(value: FieldValue): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function jsonText(field: FieldMeta, value: FieldValue, language: DisplayProps["naming"]["language"]): string {
  if (field.localized) return localizedText(value, language);
  const words = localizedText(value, language);
  return words === "" && value ? JSON.stringify(value) : words;
}

/** Mainland mobiles read best in 3-4-4. */
export function phoneText(number: string): string {
  const mobile = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(number);
  return mobile ? `+86 ${mobile[1]} ${mobile[2]} ${mobile[3]}` : number;
}

function safeUrl(address: string): string | undefined {
  return /^https?:\/\//i.test(address) ? address : undefined;
}

function TextDisplay({ value }: DisplayProps) {
  return <>{plain(value)}</>;
}

function LongTextDisplay({ value, place }: DisplayProps) {
  if (place === "cell") return <>{plain(value).replaceAll("\n", " ")}</>;
  return <span className="break-words whitespace-pre-wrap">{plain(value)}</span>;
}

function LinkDisplay({ href, text, place }: { href: string | undefined; text: string; place: "cell" | "page" }) {
  if (place === "cell" || !href) return <>{text}</>;
  return (
    <a href={href} rel="noreferrer noopener" target={href.startsWith("http") ? "_blank" : undefined} className="break-all text-accent-text hover:underline">
      {text}
    </a>
  );
}

function LongTextEditor({ field, value, seed, onChange, onCommit, onCancel, wiring, focus }: EditorProps) {
  const [typed, setTyped] = useState(seed ?? (field.type === "json" ? (value ? JSON.stringify(value, null, 2) : "") : plain(value)));
  const parse = (content: string) => (field.type === "json" ? json.parse(content, field) : parseText(content, field));
  return (
    <TextArea
      {...wiring}
      autoFocus={focus === "now"}
      value={typed}
      className="w-full min-w-64"
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parse(event.target.value));
      }}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onCommit(parse(typed));
        }
        if (event.key === "Escape") {
          event.stopPropagation();
          onCancel();
        }
      }}
    />
  );
}
