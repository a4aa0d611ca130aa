import { EditorContent, useEditor, useEditorState } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { Bold, Heading2, Italic, List, ListOrdered, Quote, Strikethrough } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNaming } from "@/metadata";
import { isComposing } from "@/shared/keys";
import { classes, IconButton } from "@/shared/ui";
import { type EditorProps, type Parsed, refused, valid } from "./kind";

const MARKS = [
  { name: "bold", icon: Bold },
  { name: "italic", icon: Italic },
  { name: "strike", icon: Strikethrough },
  { name: "heading", icon: Heading2 },
  { name: "bulletList", icon: List },
  { name: "orderedList", icon: ListOrdered },
  { name: "blockquote", icon: Quote },
] as const;

type Mark = (typeof MARKS)[number]["name"];

/** Text with headings, lists and emphasis; it comes with its own chunk, because few pages need it. */
export function RichTextEditor({ field, value, seed, onChange, onCommit, onCancel, wiring, focus }: EditorProps) {
  const { t } = useTranslation();
  const naming = useNaming();
  const parse = (html: string): Parsed => {
    if (html === "<p></p>") return valid(null);
    return field.max_length && html.length > field.max_length ? refused("too_long") : valid(html);
  };
  const editor = useEditor({
    extensions: [StarterKit],
    content: seed ?? (typeof value === "string" ? value : ""),
    autofocus: focus === "now" ? "end" : false,
    // The content policy allows no style sheet that is written by a script; ours comes with the page.
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": wiring?.["aria-label"] ?? naming.field(field), class: "rich-text control control-area min-h-24", ...(wiring?.id ? { id: wiring.id } : {}) },
      handleKeyDown: (view, event) => {
        if (view.composing || isComposing(event)) return false;
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          if (editor) onCommit(parse(editor.getHTML()));
          return true;
        }
        if (event.key === "Escape") {
          event.stopPropagation();
          onCancel();
          return true;
        }
        return false;
      },
    },
    onUpdate: ({ editor: changed }) => onChange(parse(changed.getHTML())),
  });
  const active = useEditorState({ editor, selector: ({ editor: current }) => MARKS.filter(({ name }) => current?.isActive(name)).map(({ name }) => name) });
  const toggle = (name: Mark) => {
    const chain = editor?.chain().focus();
    switch (name) {
      case "bold":
        return chain?.toggleBold().run();
      case "italic":
        return chain?.toggleItalic().run();
      case "strike":
        return chain?.toggleStrike().run();
      case "heading":
        return chain?.toggleHeading({ level: 2 }).run();
      case "bulletList":
        return chain?.toggleBulletList().run();
      case "orderedList":
        return chain?.toggleOrderedList().run();
      case "blockquote":
        return chain?.toggleBlockquote().run();
      default:
        return name satisfies never;
    }
  };
  return (
    <div className="flex w-full min-w-64 flex-col gap-1">
      <div role="toolbar" aria-label={t("fields.rich.label")} className="flex flex-wrap gap-0.5">
        {MARKS.map(({ name, icon: Icon }) => (
          <IconButton key={name} label={t(`fields.rich.${name}`)} aria-pressed={active?.includes(name) ?? false} className={classes(active?.includes(name) && "bg-selected text-accent-text")} onClick={() => toggle(name)}>
            <Icon className="size-4" />
          </IconButton>
        ))}
      </div>
      <EditorContent editor={editor} />
    </div>
  );
}
