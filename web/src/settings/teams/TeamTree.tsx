import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { can, type RecordRow, useNaming, useObject } from "@/metadata";
import { http, useProblemText } from "@/shared/api";
import { Button, classes, Dialog, EmptyState, Input, Labelled, ProblemState, Select, SkeletonLines, toast } from "@/shared/ui";
import { SettingsFrame } from "../SettingsFrame";
import { type Branch, flat, placesFor, type Team, treeOf } from "./teamTree";

/** The departments as a tree: dragged with the mouse, moved by a dialog with the keyboard. */
export function TeamTree() {
  const { t } = useTranslation();
  const naming = useNaming();
  const object = useObject("team");
  const client = useQueryClient();
  const problemText = useProblemText();
  const [dragged, setDragged] = useState<string | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [moving, setMoving] = useState<Branch | null>(null);
  const [adding, setAdding] = useState<{ parent: string | null } | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["records", "team", "tree"],
    queryFn: async ({ signal }) => {
      const { data: rows } = await http.get<{ data: RecordRow[] }>("/teams", { query: { limit: 500, sort: "name", expand: "leader" }, signal });
      return rows.map(teamOf);
    },
  });
  if (!object) return null;
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  const branches = treeOf(data ?? []);
  const mayMove = can(object, "update");
  const move = async (id: string, parent: string | null) => {
    try {
      await http.patch(`/teams/${id}`, { parent });
      await client.invalidateQueries({ queryKey: ["records", "team"] });
    } catch (problem) {
      toast(problemText(problem), { tone: "problem" });
    }
  };
  const allowed = (place: string | null) => dragged !== null && (place === null || placesFor(branches, dragged).some((branch) => branch.id === place));
  const dropZone = (place: string | null) => ({
    onDragOver: (event: DragEvent) => {
      if (!allowed(place)) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(place ?? "top");
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (dragged && allowed(place)) void move(dragged, place);
      setDragged(null);
      setTarget(null);
    },
  });
  return (
    <SettingsFrame
      title={naming.many(object)}
      hint={mayMove ? t("upkeep.teams.hint") : undefined}
      action={
        can(object, "create") && (
          <Button look="primary" onClick={() => setAdding({ parent: null })}>
            <Plus aria-hidden className="size-4" />
            {t("upkeep.teams.add")}
          </Button>
        )
      }
    >
      {!data && <SkeletonLines count={6} />}
      {data?.length === 0 && <EmptyState title={t("upkeep.teams.none")} />}
      <ul className={classes("flex flex-col rounded-card", target === "top" && "bg-hover")} {...dropZone(null)}>
        {flat(branches).map((branch) => (
          <li
            key={branch.id}
            draggable={mayMove}
            onDragStart={() => setDragged(branch.id)}
            onDragEnd={() => {
              setDragged(null);
              setTarget(null);
            }}
            {...dropZone(branch.id)}
            className={classes("flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line pr-1", target === branch.id && "bg-hover", mayMove && "cursor-grab")}
            style={{ paddingLeft: `${8 + branch.depth * 24}px` }}
          >
            <Link to="/objects/$plural/$id" params={{ plural: object.plural, id: branch.id }} className="font-medium hover:underline" draggable={false}>
              {branch.name}
            </Link>
            <span className="mr-auto text-text-3">{branch.leader}</span>
            {mayMove && (
              <Button look="quiet" onClick={() => setMoving(branch)}>
                {t("upkeep.teams.move")}
              </Button>
            )}
            {can(object, "create") && (
              <Button look="quiet" aria-label={t("upkeep.teams.addBelow", { name: branch.name })} onClick={() => setAdding({ parent: branch.id })}>
                <Plus aria-hidden className="size-4" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {moving && (
        <MoveDialog
          branch={moving}
          places={placesFor(branches, moving.id)}
          onMove={(parent) => {
            setMoving(null);
            void move(moving.id, parent);
          }}
          onClose={() => setMoving(null)}
        />
      )}
      {adding && <AddDialog parent={adding.parent} onClose={() => setAdding(null)} />}
    </SettingsFrame>
  );
}

type MoveDialogProps = { branch: Branch; places: Branch[]; onMove: (parent: string | null) => void; onClose: () => void };

function MoveDialog({ branch, places, onMove, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const [parent, setParent] = useState(branch.parent ?? "");
  return (
    <Dialog
      title={t("upkeep.teams.moveTitle", { name: branch.name })}
      width="narrow"
      onClose={onClose}
      footer={
        <Button look="primary" onClick={() => onMove(parent || null)}>
          {t("upkeep.teams.move")}
        </Button>
      }
    >
      <Labelled label={t("upkeep.teams.below")}>
        {(wiring) => (
          <Select {...wiring} value={parent} onChange={(event) => setParent(event.target.value)}>
            <option value="">{t("upkeep.teams.top")}</option>
            {places.map((place) => (
              <option key={place.id} value={place.id}>
                {`${"\u2003".repeat(place.depth)}${place.name}`}
              </option>
            ))}
          </Select>
        )}
      </Labelled>
    </Dialog>
  );
}

function AddDialog({ parent, onClose }: { parent: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Dialog title={t("upkeep.teams.add")} width="narrow" onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          http
            .post("/teams", { name, parent })
            .then(() => client.invalidateQueries({ queryKey: ["records", "team"] }))
            .then(onClose)
            .catch((error: unknown) => setProblem(problemText(error)));
        }}
      >
        <Labelled label={t("upkeep.people.name")} problem={problem ?? undefined}>
          {(wiring) => <Input {...wiring} required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />}
        </Labelled>
        <Button type="submit" look="primary" size="form">
          {t("general.create")}
        </Button>
      </form>
    </Dialog>
  );
}

function teamOf(row: RecordRow): Team {
  const leader = row.leader as { title?: string } | null | undefined;
  return { id: row.id, name: String(row.name ?? ""), parent: typeof row.parent === "string" ? row.parent : null, leader: leader?.title ?? null };
}
