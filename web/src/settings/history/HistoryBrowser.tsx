import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DayInput } from "@/fields/DayInput";
import { type RecordRow, useCatalog, useNaming } from "@/metadata";
import { http } from "@/shared/api";
import { useCodeText } from "@/shared/i18n";
import { Button, Input, Labelled, ProblemState, Select, SkeletonLines } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";
import { type Entry, HistoryEntry } from "./HistoryEntry";

const KINDS = ["create", "update", "delete", "restore", "merge", "create_many", "purge", "read"];

/** Objects of the program's own that somebody ought to know of. */
const OWN = ["setting", "definition", "credential", "api_token", "session", "invitation", "password_reset"];

const NOTHING = { object: "", actor: "", kind: "", from: "", until: "", record: "" };

/** Who did what to which record, across everything. */
export function HistoryBrowser() {
  const { t } = useTranslation();
  const code = useCodeText();
  const naming = useNaming();
  const { objects } = useCatalog();
  const [asked, setAsked] = useState(NOTHING);
  const people = useQuery({
    queryKey: ["records", "user", "everybody"],
    queryFn: ({ signal }) => http.get<{ data: RecordRow[] }>("/users", { query: { sort: "name", limit: 500, fields: "name", trash: "with" }, signal }),
  });
  const query = {
    object: asked.object,
    actor: asked.actor,
    kind: asked.kind,
    record: asked.record.trim(),
    from: moment(asked.from, 0),
    until: moment(asked.until, 1),
  };
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: ["history", query],
    queryFn: ({ pageParam, signal }) => http.get<{ data: Entry[]; next_cursor: string | null }>("/history", { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
  });
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  const set = (change: Partial<typeof NOTHING>) => setAsked({ ...asked, ...change });
  return (
    <SettingsFrame title={t("settings.sections.history")} hint={t("upkeep.history.hint")} width="table">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-6">
        <Labelled label={t("upkeep.history.person")}>
          {(wiring) => (
            <Select {...wiring} value={asked.actor} onChange={(event) => set({ actor: event.target.value })}>
              <option value="">{t("upkeep.history.all")}</option>
              {people.data?.data.map((row) => (
                <option key={row.id} value={row.id}>
                  {String(row.name ?? "")}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Labelled label={t("upkeep.history.object")}>
          {(wiring) => (
            <Select {...wiring} value={asked.object} onChange={(event) => set({ object: event.target.value })}>
              <option value="">{t("upkeep.history.all")}</option>
              {Object.values(objects).map((object) => (
                <option key={object.name} value={object.name}>
                  {naming.many(object)}
                </option>
              ))}
              {OWN.map((name) => (
                <option key={name} value={name}>
                  {code("upkeep.history.own", name)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Labelled label={t("upkeep.history.kind")}>
          {(wiring) => (
            <Select {...wiring} value={asked.kind} onChange={(event) => set({ kind: event.target.value })}>
              <option value="">{t("upkeep.history.all")}</option>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {code("upkeep.history.kinds", kind)}
                </option>
              ))}
            </Select>
          )}
        </Labelled>
        <Labelled label={t("upkeep.history.from")}>{(wiring) => <DayInput {...wiring} value={asked.from} onDay={(day) => set({ from: day })} />}</Labelled>
        <Labelled label={t("upkeep.history.until")}>{(wiring) => <DayInput {...wiring} value={asked.until} onDay={(day) => set({ until: day })} />}</Labelled>
        <Labelled label={t("upkeep.history.record")}>
          {(wiring) => <Input {...wiring} placeholder="cus_…" value={asked.record} onChange={(event) => set({ record: event.target.value })} />}
        </Labelled>
      </div>
      {error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonLines count={8} />}
      {data && entries.length === 0 && <p className="text-text-3">{t("upkeep.history.nothing")}</p>}
      <ol className="flex flex-col">
        {entries.map((entry) => (
          <HistoryEntry key={entry.seq} entry={entry} onRecord={(record) => set({ record })} />
        ))}
      </ol>
      {hasNextPage && (
        <Button className="self-center" state={isFetching ? "busy" : "idle"} onClick={() => void fetchNextPage()}>
          {t("upkeep.history.more")}
        </Button>
      )}
    </SettingsFrame>
  );
}

/** The beginning of a day where the reader is, or of the day after it. */
function moment(day: string, later: 0 | 1): string | undefined {
  if (day === "") return undefined;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
