import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Footprints, Phone, Search } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRecents } from "@/features/search/recents";
import { fieldOf, type Reference, useCatalog, useNaming } from "@/metadata";
import { dropRows } from "@/records/rows";
import { http, useProblemText } from "@/shared/api";
import { isComposing } from "@/shared/keys";
import { Avatar, Button, Dialog, Input, Segmented, Select, TextArea, toast } from "@/shared/ui";
import { type LogWish, rememberKind } from "./ask";

type Hit = { object: string; id: string; title: string; subtitle?: string | null };

const DRAFT = "guanxi.log.draft";
const OFFERED = 6;

/** Three taps from anywhere: the plus, the customer, save. Words are welcome and not needed. */
export function QuickLog({ wish, onClose }: { wish: LogWish; onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(wish.kind);
  const [customer, setCustomer] = useState<Reference | null>(wish.customer);
  return (
    <Dialog title={t("shell.quickLog")} width="narrow" onClose={onClose}>
      <div className="flex flex-col gap-3">
        <Segmented
          label={t("shell.log.kind")}
          value={kind}
          options={[
            { value: "visit", label: t("shell.log.visit") },
            { value: "call", label: t("shell.log.call") },
          ]}
          onChange={(next) => {
            setKind(next);
            rememberKind(next);
          }}
        />
        {customer ? <Entry kind={kind} customer={customer} onOther={() => setCustomer(null)} onClose={onClose} /> : <Customers onChoose={setCustomer} />}
      </div>
    </Dialog>
  );
}

function Customers({ onChoose }: { onChoose: (customer: Reference) => void }) {
  const { t } = useTranslation();
  const recents = useRecents();
  const composing = useRef(false);
  const [text, setText] = useState("");
  const query = text.trim();
  const { data } = useQuery({
    queryKey: ["log customers", query],
    queryFn: async ({ signal }): Promise<Hit[]> => {
      if (query !== "") return (await http.get<{ data: Hit[] }>("/search", { query: { q: query, objects: "customer", limit: OFFERED }, signal })).data;
      const lately = await http.get<{ data: { id: string; name: string }[] }>("/customers", { query: { sort: "-updated_at", limit: OFFERED, fields: "name" }, signal });
      return lately.data.map((row) => ({ object: "customer", id: row.id, title: row.name }));
    },
  });
  const opened: Hit[] = query === "" ? recents.filter((recent) => recent.object === "customer") : [];
  const listed = [...opened, ...(data ?? []).filter((hit) => !opened.some((known) => known.id === hit.id))].slice(0, OFFERED);
  return (
    <>
      <div className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-text-3" />
        <Input
          aria-label={t("shell.log.find")}
          placeholder={t("shell.log.find")}
          className="pl-8"
          onCompositionStart={() => (composing.current = true)}
          onCompositionEnd={(event) => {
            composing.current = false;
            setText(event.currentTarget.value);
          }}
          onChange={(event) => {
            if (!composing.current) setText(event.target.value);
          }}
        />
      </div>
      <ul aria-label={t("shell.log.customers")} className="flex min-h-66 flex-col">
        {listed.map((hit) => (
          <li key={hit.id}>
            <button type="button" onClick={() => onChoose(hit)} className="flex min-h-11 w-full min-w-0 items-center gap-2.5 rounded-control px-2 text-left hover:bg-hover">
              <Avatar name={hit.title} />
              <span className="min-w-0 flex-1 truncate">{hit.title}</span>
              {hit.subtitle && <span className="max-w-2/5 truncate text-meta text-text-3">{hit.subtitle}</span>}
            </button>
          </li>
        ))}
        {data && listed.length === 0 && <li className="px-2 py-6 text-center text-text-3">{t("general.nothingFound")}</li>}
      </ul>
    </>
  );
}

function Entry({ kind, customer, onOther, onClose }: { kind: LogWish["kind"]; customer: Reference; onOther: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { objects } = useCatalog();
  const naming = useNaming();
  const client = useQueryClient();
  const problemText = useProblemText();
  const outcomes = objects.activity ? fieldOf(objects.activity, "outcome") : undefined;
  const [text, setText] = useState(() => sessionStorage.getItem(DRAFT) ?? "");
  const [outcome, setOutcome] = useState("reached");
  const [state, setState] = useState<"idle" | "busy">("idle");
  const write = (value: string) => {
    setText(value);
    sessionStorage.setItem(DRAFT, value);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state === "busy") return;
    setState("busy");
    const whole = text.trim();
    const line = Array.from(whole.split("\n")[0] ?? "").slice(0, 200).join("");
    try {
      await http.post("/activities", {
        kind,
        state: "held",
        subject: line || Array.from(t(`shell.log.${kind}Of`, { customer: customer.title })).slice(0, 200).join(""),
        body: whole === line ? null : whole,
        customer: customer.id,
        happened_at: new Date().toISOString(),
        ...(outcome === "" ? {} : { outcome }),
      });
      sessionStorage.removeItem(DRAFT);
      void client.invalidateQueries({ queryKey: ["timeline", customer.id] });
      if (objects.activity) dropRows(client, objects.activity);
      toast(t("shell.log.saved", { customer: customer.title }));
      onClose();
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
      setState("idle");
    }
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (!isComposing(event) && event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
      }}
    >
      <div className="flex min-h-11 items-center gap-2.5 rounded-control bg-hover px-3">
        {kind === "call" ? <Phone aria-hidden className="size-4 shrink-0 text-text-2" /> : <Footprints aria-hidden className="size-4 shrink-0 text-text-2" />}
        <span className="min-w-0 flex-1 truncate font-medium">{customer.title}</span>
        <Button look="quiet" onClick={onOther}>
          {t("shell.log.other")}
        </Button>
      </div>
      <TextArea aria-label={t("shell.log.note")} placeholder={t("shell.log.note")} value={text} onChange={(event) => write(event.target.value)} />
      {outcomes?.options && (
        <Select aria-label={naming.field(outcomes)} value={outcome} onChange={(event) => setOutcome(event.target.value)}>
          <option value="">—</option>
          {outcomes.options.map((option) => (
            <option key={option.value} value={option.value}>
              {naming.option(outcomes, option.value)}
            </option>
          ))}
        </Select>
      )}
      <Button type="submit" look="primary" size="form" state={state}>
        {t("general.save")}
      </Button>
    </form>
  );
}
