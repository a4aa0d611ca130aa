import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui";

/** Copies a secret that is shown once. A page without a secure address may not; there the text is marked by hand. */
export function CopyButton({ text, look = "plain" }: { text: string; look?: "plain" | "primary" }) {
  const { t } = useTranslation();
  const [state, setState] = useState<"ready" | "copied" | "refused">("ready");
  if (!window.isSecureContext) return null;
  const copy = () => navigator.clipboard.writeText(text).then(() => setState("copied"), () => setState("refused"));
  return (
    <Button look={look} onClick={() => void copy()}>
      {state === "copied" ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
      <span aria-live="polite">{t(`account.copy.${state}`)}</span>
    </Button>
  );
}
