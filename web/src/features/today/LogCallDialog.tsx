import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { phoneText } from "@/fields";
import { asReference, fieldOf, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, Dialog, Labelled, Select, TextArea, toast } from "@/shared/ui";

/** Three taps: call, what came of it, done. */
export function LogCallDialog({ alert, onLogged, onClose }: { alert: RecordRow; onLogged: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const customer = asReference(alert.customer);
  const activity = catalog.objects.activity;
  const outcomes = activity ? fieldOf(activity, "outcome") : undefined;
  const [outcome, setOutcome] = useState("reached");
  const [text, setText] = useState("");
  const [state, setState] = useState<"idle" | "busy">("idle");
  const { data: row } = useQuery({
    queryKey: ["record", "customer", customer?.id ?? "", "phone"],
    enabled: customer !== null,
    queryFn: ({ signal }) => http.get<RecordRow>(`/customers/${customer?.id ?? ""}`, { query: { fields: "name,phone" }, signal }),
  });
  const phone = typeof row?.phone === "string" ? row.phone : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    try {
      const line = text.trim().split("\n")[0] ?? "";
      await http.post("/activities", {
        kind: "call",
        state: "held",
        subject: line === "" ? t("today.callSubject", { customer: customer?.title ?? "" }).slice(0, 200) : line.slice(0, 200),
        body: text.trim() || null,
        outcome,
        customer: customer?.id,
        happened_at: new Date().toISOString(),
      });
      void client.invalidateQueries({ queryKey: ["timeline", customer?.id] });
      onLogged();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
      setState("idle");
    }
  };
  return (
    <Dialog title={t("today.callTitle", { customer: customer?.title ?? "" })} width="narrow" onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        {phone && (
          <a href={`tel:${phone}`} className="inline-flex h-9 items-center gap-2 self-start rounded-control bg-good-soft px-3 font-medium text-good">
            <Phone aria-hidden className="size-4" />
            {phoneText(phone)}
          </a>
        )}
        {outcomes?.options && (
          <Labelled label={naming.field(outcomes)}>
            {(wiring) => (
              <Select {...wiring} value={outcome} onChange={(event) => setOutcome(event.target.value)}>
                {outcomes.options?.map((option) => (
                  <option key={option.value} value={option.value}>
                    {naming.option(outcomes, option.value)}
                  </option>
                ))}
              </Select>
            )}
          </Labelled>
        )}
        <Labelled label={t("today.callNote")}>{(wiring) => <TextArea {...wiring} value={text} onChange={(event) => setText(event.target.value)} />}</Labelled>
        <Button type="submit" look="primary" size="form" state={state}>
          {t("today.saveCall")}
        </Button>
      </form>
    </Dialog>
  );
}
