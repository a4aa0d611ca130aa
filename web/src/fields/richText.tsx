import { createElement, lazy, type ReactNode, Suspense } from "react";
import type { FieldValue } from "@/metadata";
import { Skeleton } from "@/shared/ui";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { valid } from "./kind";
import { longText } from "./text";

const RichTextEditor = lazy(() => import("./RichTextEditor").then(({ RichTextEditor }) => ({ default: RichTextEditor })));

export const richText: FieldKind = {
  ...longText,
  Display: RichTextDisplay,
  Editor: (props: EditorProps) => (
    <Suspense fallback={<Skeleton className="h-24 w-full" />}>
      <RichTextEditor {...props} />
    </Suspense>
  ),
  parse: (typed) => (typed.trim() === "" ? valid(null) : valid(typed.trim().split(/\n+/).map((line) => `<p>${escaped(line)}</p>`).join(""))),
  format: (value) => plainText(value),
};

/** What may be shown; everything else gives only its text, whatever the server let through. */
const SHOWN = new Set(["p", "br", "strong", "b", "em", "i", "u", "s", "code", "pre", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "hr"]);

/** Built as elements and never set as HTML. */
export function richNodes(html: string): ReactNode[] {
  const read = new DOMParser().parseFromString(html, "text/html");
  return [...read.body.childNodes].map((node, place) => shown(node, place));
}

function shown(node: Node, place: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  const inside = [...node.childNodes].map((child, at) => shown(child, at));
  if (tag === "a") {
    const address = node.getAttribute("href") ?? "";
    if (!/^(https?:|mailto:|tel:)/i.test(address)) return inside;
    return createElement("a", { key: place, href: address, rel: "noreferrer noopener", target: "_blank" }, ...inside);
  }
  if (tag === "script" || tag === "style") return null;
  if (!SHOWN.has(tag)) return inside;
  return createElement(tag, { key: place }, ...(inside.length > 0 ? inside : []));
}

export function plainText(value: FieldValue): string {
  if (typeof value !== "string") return "";
  const read = new DOMParser().parseFromString(value.replace(/<(br|\/p|\/li|\/h\d)[^>]*>/gi, "$& "), "text/html");
  return (read.body.textContent ?? "").replace(/\s+/g, " ").trim();
}

function RichTextDisplay({ value, place }: DisplayProps) {
  if (place === "cell") return <>{plainText(value)}</>;
  return <div className="rich-text">{typeof value === "string" ? richNodes(value) : null}</div>;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
