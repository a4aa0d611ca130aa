import { ArrowRight, Mail, Phone, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RecordLink, Value } from "@/fields";
import { asReference, can, fieldOf, type FieldValue, isEmpty, recordTitle, type RecordRow, useCatalog, useNaming } from "@/metadata";
import { askToCreate, type ExtraProps } from "@/records";
import { IconButton } from "@/shared/ui";
import { Part } from "./Part";
import type { Listed } from "./portrait";

/** With whom one deals, and in which role. */
export function Contacts({ object, row, listed, people }: ExtraProps & { listed: Listed; people: RecordRow[] }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const catalog = useCatalog();
  const role = catalog.objects.contact_role;
  const roleField = role ? fieldOf(role, "role") : undefined;
  if (!role || !listed) return null;
  const start = { customer: { id: row.id, object: object.name, title: recordTitle(object, row, naming.language) } };
  const contact = catalog.objects.contact;
  const named = new Set(listed.data.map((entry) => asReference(entry.contact)?.id));
  const others = contact ? people.filter((person) => !named.has(person.id)) : [];
  return (
    <Part title={t("customer.contacts.label")} count={(listed.total ?? 0) + others.length} action={can(role, "create") && <Add label={t("customer.contacts.add")} onClick={() => askToCreate("contact_role", start, "stay")} />}>
      {listed.data.length + others.length === 0 && <p className="text-text-3">{t("customer.contacts.none")}</p>}
      <ul className="divide-y divide-line">
        {listed.data.map((entry) => {
          const who = asReference(entry.contact);
          return (
            <li key={entry.id} className="flex min-h-8 items-center gap-2 py-1">
              {who && <RecordLink reference={who} className="min-w-0 truncate hover:underline" />}
              {roleField && !isEmpty(entry.role) && <Value field={roleField} value={entry.role} place="cell" />}
              {!isEmpty(entry.job_title) && <span className="min-w-0 truncate text-text-3">{String(entry.job_title)}</span>}
              <Reach person={people.find((candidate) => candidate.id === who?.id)} />
            </li>
          );
        })}
        {contact &&
          others.map((person) => (
            <li key={person.id} className="flex min-h-8 items-center gap-2 py-1">
              <RecordLink reference={{ id: person.id, object: "contact", title: recordTitle(contact, person, naming.language) }} className="min-w-0 truncate hover:underline" />
              {!isEmpty(person.job_title) && <span className="min-w-0 truncate text-text-3">{String(person.job_title)}</span>}
              <Reach person={person} />
            </li>
          ))}
      </ul>
    </Part>
  );
}

/** Call or write from where one stands; a number that is partly hidden is no number. */
function Reach({ person }: { person: RecordRow | undefined }) {
  const { t } = useTranslation();
  const open = (value: FieldValue) => (typeof value === "string" && value !== "" && !value.includes("*") ? value : null);
  const phone = open(person?.mobile) ?? open(person?.phone);
  const mail = open(person?.email);
  return (
    <span className="ml-auto flex shrink-0">
      {phone && (
        <a href={`tel:${phone}`} className="icon-button" aria-label={t("customer.contacts.call", { phone })} title={phone}>
          <Phone className="size-3.5" />
        </a>
      )}
      {mail && (
        <a href={`mailto:${mail}`} className="icon-button" aria-label={t("customer.contacts.write", { mail })} title={mail}>
          <Mail className="size-3.5" />
        </a>
      )}
    </span>
  );
}

/** Other customers that he has to do with, whichever of the two wrote it down. */
export function Relationships({ object, row, listed }: ExtraProps & { listed: Listed }) {
  const { t } = useTranslation();
  const naming = useNaming();
  const relationship = useCatalog().objects.relationship;
  const kind = relationship ? fieldOf(relationship, "kind") : undefined;
  if (!relationship || !listed || (listed.data.length === 0 && !can(relationship, "create"))) return null;
  const start = { customer: { id: row.id, object: object.name, title: recordTitle(object, row, naming.language) } };
  return (
    <Part title={naming.many(relationship)} count={listed.total} action={can(relationship, "create") && <Add label={t("records.create", { object: naming.one(relationship) })} onClick={() => askToCreate("relationship", start, "stay")} />}>
      {listed.data.length === 0 && <p className="text-text-3">{t("customer.relationships.none")}</p>}
      <ul className="divide-y divide-line">
        {listed.data.map((entry) => {
          const [from, to] = [asReference(entry.customer), asReference(entry.other)];
          const inward = from?.id !== row.id;
          const other = inward ? from : to;
          return (
            <li key={entry.id} className="flex min-h-8 items-center gap-2 py-1" title={inward && other ? t("customer.relationships.inward", { name: other.title }) : undefined}>
              {kind && !inward && <Value field={kind} value={entry.kind} place="cell" />}
              {other && <RecordLink reference={other} className="min-w-0 truncate hover:underline" />}
              {kind && inward && (
                <>
                  <ArrowRight aria-hidden className="size-3.5 shrink-0 text-text-3" />
                  <Value field={kind} value={entry.kind} place="cell" />
                </>
              )}
              {!isEmpty(entry.note) && <span className="ml-auto min-w-0 truncate text-text-3">{String(entry.note)}</span>}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <IconButton label={label} onClick={onClick}>
      <Plus className="size-4" />
    </IconButton>
  );
}
