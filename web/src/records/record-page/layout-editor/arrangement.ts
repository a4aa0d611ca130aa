import type { FieldRule, Labels, ObjectMeta } from "@/metadata";
import { laidOut } from "../layout";

export type ArrangedSection = { name: string; labels: Labels; when: string | null; fields: string[] };

export type Arrangement = { sections: ArrangedSection[]; hidden: string[]; fields: Record<string, FieldRule> };

/** Fields that are not shown stand in a place of their own. */
export type Place = { section: number | "hidden"; before: string | null };

export function arrangementOf(object: ObjectMeta): Arrangement {
  const sections = laidOut(object).map(({ name, labels, when, fields }) => ({ name: name === "" ? "details" : name, labels, when, fields: fields.map((field) => field.name) }));
  return { sections, hidden: object.layout?.hidden ?? [], fields: object.layout?.fields ?? {} };
}

export function placed(arrangement: Arrangement, field: string, to: Place): Arrangement {
  if (to.before === field) return arrangement;
  const without = (names: string[]) => names.filter((name) => name !== field);
  const put = (names: string[]) => {
    const rest = without(names);
    const at = to.before === null ? -1 : rest.indexOf(to.before);
    return at < 0 ? [...rest, field] : [...rest.slice(0, at), field, ...rest.slice(at)];
  };
  return {
    ...arrangement,
    sections: arrangement.sections.map((section, index) => ({ ...section, fields: index === to.section ? put(section.fields) : without(section.fields) })),
    hidden: to.section === "hidden" ? put(arrangement.hidden) : without(arrangement.hidden),
  };
}

/** One place up or down; over the edge of a section into the next. */
export function stepped(arrangement: Arrangement, field: string, step: 1 | -1): Arrangement {
  const section = arrangement.sections.findIndex((candidate) => candidate.fields.includes(field));
  const fields = arrangement.sections[section]?.fields;
  if (!fields) return arrangement;
  const at = fields.indexOf(field);
  const inside = at + step;
  if (inside >= 0 && inside < fields.length) return placed(arrangement, field, { section, before: (step === -1 ? fields[inside] : fields[inside + 1]) ?? null });
  const neighbour = arrangement.sections[section + step];
  if (!neighbour) return arrangement;
  return placed(arrangement, field, { section: section + step, before: step === 1 ? (neighbour.fields[0] ?? null) : null });
}

export function sectionStepped(arrangement: Arrangement, index: number, step: 1 | -1): Arrangement {
  const [section, other] = [arrangement.sections[index], arrangement.sections[index + step]];
  if (!section || !other) return arrangement;
  const sections = [...arrangement.sections];
  sections[index] = other;
  sections[index + step] = section;
  return { ...arrangement, sections };
}

export function withSection(arrangement: Arrangement): Arrangement {
  const taken = new Set(arrangement.sections.map((section) => section.name));
  let number = arrangement.sections.length + 1;
  while (taken.has(`section_${number}`)) number += 1;
  return { ...arrangement, sections: [...arrangement.sections, { name: `section_${number}`, labels: {}, when: null, fields: [] }] };
}

/** Its fields move to the section above, or below when it was the first; the last one stays. */
export function withoutSection(arrangement: Arrangement, index: number): Arrangement {
  const gone = arrangement.sections[index];
  if (!gone || arrangement.sections.length < 2) return arrangement;
  const heir = index === 0 ? 1 : index - 1;
  const sections = arrangement.sections.map((section, at) => (at === heir ? { ...section, fields: [...section.fields, ...gone.fields] } : section));
  return { ...arrangement, sections: sections.filter((_, at) => at !== index) };
}

export function changedSection(arrangement: Arrangement, index: number, change: Partial<ArrangedSection>): Arrangement {
  return { ...arrangement, sections: arrangement.sections.map((section, at) => (at === index ? { ...section, ...change } : section)) };
}

export function changedRule(arrangement: Arrangement, field: string, change: FieldRule): Arrangement {
  const rule = { ...arrangement.fields[field], ...change };
  const fields = { ...arrangement.fields };
  if (rule.required || rule.when) fields[field] = rule;
  else delete fields[field];
  return { ...arrangement, fields };
}

/** As the server keeps it: nothing is sent that says nothing. */
export function kept(arrangement: Arrangement) {
  return {
    sections: arrangement.sections.map(({ name, labels, when, fields }) => ({ name, ...(Object.keys(labels).length > 0 ? { labels } : {}), ...(when ? { when } : {}), fields })),
    hidden: arrangement.hidden,
    fields: arrangement.fields,
  };
}
