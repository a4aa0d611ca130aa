import { useQueryClient } from "@tanstack/react-query";
import { Download, GitMerge, Pencil, Tag as TagIcon, Trash2, UserRound, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { ReferencePicker } from "@/fields";
import { can, fieldOf, type FieldValue, isEditable, mayMerge, type ObjectMeta, useFormats, wireValue } from "@/metadata";
import { API, queryText, useProblemText } from "@/shared/api";
import { useCommands } from "@/shared/commands";
import { Button, Confirm, IconButton, Menu, MenuItem, Popover, ProgressBar, toast } from "@/shared/ui";
import { chosenCount, dropRows, type SelectionControl } from "../rows";
import { listQuery } from "../views/viewQuery";
import type { ViewState } from "../views/viewState";
import { chosenCondition, chosenRecords } from "./chosen";
import { EditField } from "./EditField";
import { type BulkJob, cancelBulkJob, runBulkJob, undoBulkJob } from "./jobs";

const MergeDialog = lazy(() => import("../merge/MergeDialog").then(({ MergeDialog }) => ({ default: MergeDialog })));

type BulkBarProps = { object: ObjectMeta; view: ViewState; total: number; control: SelectionControl };

type BulkChange = { set: Record<string, FieldValue> } | { tag: string } | { delete: true } | { restore: true };

type Opened = "edit" | "assign" | "tag" | null;

const MOST_MERGED = 8;

export function BulkBar({ object, view, total, control }: BulkBarProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [asking, setAsking] = useState<"delete" | "merge" | null>(null);
  const [job, setJob] = useState<BulkJob | null>(null);
  const { selection } = control;
  const count = chosenCount(selection, total);
  const owner = fieldOf(object, "owner");
  const tags = fieldOf(object, "tags");
  const state = job ? "busy" : "idle";
  const [opened, setOpened] = useState<Opened>(null);
  const opening = (which: NonNullable<Opened>) => ({ open: opened === which, onOpenChange: (next: boolean) => setOpened(next ? which : null) });
  const mayUpdate = can(object, "update") && view.trash !== "only";
  const mayTag = mayUpdate && tags?.type === "reference" && isEditable(object, tags);
  const mayMergeThese = mayUpdate && selection.mode === "some" && count > 1 && count <= MOST_MERGED && mayMerge(object);
  const mayDelete = can(object, "delete") && view.trash !== "only";
  // The palette gives the focus back when it closes; what it opens comes after that and keeps it.
  const later = (run: () => void) => () => setTimeout(run, 60);
  const named = (what: string) => t("lists.bulk.command", { what, count });
  useCommands(
    job || count === 0
      ? []
      : [
          ...(mayUpdate && owner ? [{ key: "bulk-assign", label: named(t("records.bulk.assign")), icon: "user-round", run: later(() => setOpened("assign")) }] : []),
          ...(mayTag ? [{ key: "bulk-tag", label: named(t("lists.bulk.tag")), icon: "tag", run: later(() => setOpened("tag")) }] : []),
          ...(mayUpdate ? [{ key: "bulk-edit", label: named(t("lists.bulk.edit")), icon: "list-checks", run: later(() => setOpened("edit")) }] : []),
          ...(mayMergeThese ? [{ key: "bulk-merge", label: named(t("lists.merge.merge")), icon: "merge", run: later(() => setAsking("merge")) }] : []),
          ...(can(object, "export") ? (["xlsx", "csv"] as const).map((format) => ({ key: `bulk-${format}`, label: named(`${t("lists.bulk.export")} ${t(format === "csv" ? "records.exportCsv" : "records.exportXlsx")}`), icon: "file-spreadsheet", run: () => exported(format) })) : []),
          ...(mayDelete ? [{ key: "bulk-delete", label: named(t("general.delete")), icon: "trash-2", run: later(() => setAsking("delete")) }] : []),
        ],
  );
  if (count === 0) return null;

  const finished = (ended: BulkJob) => {
    setJob(null);
    dropRows(client, object);
    const changed = ended.done - ended.failed;
    const text = [t("records.bulk.done", { count: changed }), ended.failed > 0 ? t("lists.bulk.failed", { count: ended.failed }) : ""].filter(Boolean).join(" ");
    toast(text, { tone: ended.failed > 0 ? "problem" : "plain", action: { label: t("general.undo"), run: () => void undo(ended.id) } });
  };

  const apply = async (change: BulkChange) => {
    setAsking(null);
    setOpened(null);
    try {
      const ended = await runBulkJob(object, chosenRecords(object, view, selection), change, setJob);
      control.clear();
      finished(ended);
    } catch (error) {
      setJob(null);
      toast(problemText(error), { tone: "problem" });
    }
  };

  const undo = async (id: string) => {
    try {
      await undoBulkJob(id, () => {});
      dropRows(client, object);
      toast(t("lists.bulk.undone"));
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };

  const stop = async () => {
    if (!job) return;
    try {
      await cancelBulkJob(job.id);
    } catch (error) {
      toast(problemText(error), { tone: "problem" });
    }
  };

  const exported = (format: "csv" | "xlsx") => {
    const { expand: _titles, fields, sort } = listQuery(object, view);
    const where = chosenCondition(object, view, selection);
    const query = { fields, sort, format, ...(where ? { where: JSON.stringify(where) } : {}), ...(selection.mode === "all" && view.q ? { q: view.q } : {}), ...(view.trash === "only" ? { trash: "only" } : {}) };
    window.location.assign(`${API}/${object.plural}/export${queryText(query)}`);
  };

  return (
    <div role="toolbar" aria-label={t("records.bulk.label")} className="absolute bottom-11 left-1/2 z-20 flex max-w-[calc(100%-16px)] -translate-x-1/2 animate-float items-center gap-1 overflow-x-auto rounded-card border border-line bg-panel p-1 pl-3 shadow-float">
      {job ? (
        <Running job={job} onStop={() => void stop()} />
      ) : (
        <>
          <span className="mr-2 font-medium whitespace-nowrap">{t("records.bulk.chosen", { count })}</span>
          {selection.mode === "some" && count < total && (
            <Button look="quiet" onClick={control.chooseAll}>
              {t("records.bulk.chooseAll", { count: total })}
            </Button>
          )}
          {mayUpdate && (
            <>
              <Popover
                {...opening("edit")}
                label={t("lists.bulk.edit")}
                trigger={
                  <Button look="quiet">
                    <Pencil aria-hidden className="size-4" />
                    {t("lists.bulk.edit")}
                  </Button>
                }
              >
                <EditField object={object} count={count} onApply={(field, value) => void apply({ set: { [field.name]: wireValue(field, value) } })} />
              </Popover>
              {owner && (
                <Popover
                  {...opening("assign")}
                  label={t("records.bulk.assign")}
                  trigger={
                    <Button look="quiet">
                      <UserRound aria-hidden className="size-4" />
                      {t("records.bulk.assign")}
                    </Button>
                  }
                >
                  <ReferencePicker field={owner} chosen={[]} onToggle={(person) => void apply({ set: { owner: wireValue(owner, person) } })} />
                </Popover>
              )}
              {mayTag && tags && (
                <Popover
                  {...opening("tag")}
                  label={t("lists.bulk.tag")}
                  trigger={
                    <Button look="quiet">
                      <TagIcon aria-hidden className="size-4" />
                      {t("lists.bulk.tag")}
                    </Button>
                  }
                >
                  <ReferencePicker field={tags} chosen={[]} onToggle={(tag) => void apply({ tag: tag.id })} />
                </Popover>
              )}
              {mayMergeThese && (
                <Button look="quiet" onClick={() => setAsking("merge")}>
                  <GitMerge aria-hidden className="size-4" />
                  {t("lists.merge.merge")}
                </Button>
              )}
            </>
          )}
          {can(object, "export") && (
            <Menu
              side="top"
              trigger={
                <Button look="quiet">
                  <Download aria-hidden className="size-4" />
                  {t("lists.bulk.export")}
                </Button>
              }
            >
              <MenuItem onSelect={() => exported("xlsx")}>{t("records.exportXlsx")}</MenuItem>
              <MenuItem onSelect={() => exported("csv")}>{t("records.exportCsv")}</MenuItem>
            </Menu>
          )}
          {view.trash === "only" ? (
            <Button look="quiet" onClick={() => void apply({ restore: true })}>
              {t("general.restore")}
            </Button>
          ) : (
            mayDelete && (
              <Button look="quiet" className="text-danger hover:text-danger" onClick={() => setAsking("delete")}>
                <Trash2 aria-hidden className="size-4" />
                {t("general.delete")}
              </Button>
            )
          )}
          <IconButton label={t("records.bulk.clear")} onClick={control.clear}>
            <X className="size-4" />
          </IconButton>
        </>
      )}
      {asking === "delete" && (
        <Confirm title={t("records.bulk.deleteTitle", { count })} confirm={t("general.delete")} state={state} onConfirm={() => void apply({ delete: true })} onClose={() => setAsking(null)}>
          {t("records.bulk.deleteText")}
        </Confirm>
      )}
      {asking === "merge" && selection.mode === "some" && (
        <Suspense>
          <MergeDialog
            object={object}
            ids={[...selection.ids]}
            onClose={() => setAsking(null)}
            onMerged={() => {
              setAsking(null);
              control.clear();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function Running({ job, onStop }: { job: BulkJob; onStop: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const text = t("lists.bulk.progress", { done: formats.number(job.done), total: formats.number(job.total) });
  return (
    <>
      <span className="mr-2 whitespace-nowrap tabular-nums">{text}</span>
      <span className="w-40">
        <ProgressBar share={job.total === 0 ? 0 : job.done / job.total} label={text} />
      </span>
      <Button look="quiet" onClick={onStop}>
        {t("lists.bulk.stop")}
      </Button>
    </>
  );
}
