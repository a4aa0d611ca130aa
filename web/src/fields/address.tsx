import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ADDRESS_PARTS, type Address, addressText } from "@/metadata";
import { Input, Labelled } from "@/shared/ui";
import { isComposing } from "@/shared/keys";
import { type EditorProps, type FieldKind, valid } from "./kind";

export const address: FieldKind = {
  align: "start",
  width: 220,
  shape: "block",
  filter: "text",
  operators: ["contains", "is_null"],
  Display: ({ value, naming }) => <>{addressText(value, naming.language)}</>,
  Editor: AddressEditor,
  parse: (typed) => (typed.trim() === "" ? valid(null) : valid({ street: typed.trim() })),
  format: (value, _field, _formats, naming) => addressText(value, naming.language),
};

function AddressEditor({ value, onChange, onCommit, onCancel, focus, seed }: EditorProps) {
  const { t } = useTranslation();
  const [parts, setParts] = useState<Address>(typeof value === "object" && value !== null ? (value as Address) : { street: seed ?? (typeof value === "string" ? value : "") });
  const cleaned = (next: Address) => {
    const filled = Object.fromEntries(Object.entries(next).filter(([, part]) => part));
    return valid(Object.keys(filled).length > 0 ? filled : null);
  };
  return (
    <div className="grid w-full min-w-64 grid-cols-2 gap-2">
      {ADDRESS_PARTS.map((part) => (
        <div key={part} className={part === "street" ? "col-span-2" : undefined}>
          <Labelled label={t(`fields.address.${part}`)}>
            {(wiring) => (
              <Input
                {...wiring}
                autoFocus={focus === "now" && part === "country"}
                value={parts[part] ?? ""}
                onChange={(event) => {
                  const next = { ...parts, [part]: event.target.value };
                  setParts(next);
                  onChange(cleaned(next));
                }}
                onKeyDown={(event) => {
                  if (isComposing(event)) return;
                  if (event.key === "Enter" && focus === "now") {
                    event.preventDefault();
                    onCommit(cleaned(parts));
                  }
                  if (event.key === "Escape" && focus === "now") {
                    event.stopPropagation();
                    onCancel();
                  }
                }}
              />
            )}
          </Labelled>
        </div>
      ))}
    </div>
  );
}
