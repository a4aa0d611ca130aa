import { useDraggable } from "@dnd-kit/core";
import { kindOf } from "@/fields";
import { type FieldMeta, isEmpty, type ObjectMeta, recordTitle, type RecordRow, useFormats, useNaming } from "@/metadata";
import { classes } from "@/shared/ui";

type CardProps = { object: ObjectMeta; row: RecordRow; lane: string | null; fields: FieldMeta[]; openId: string | undefined; movable: "movable" | "fixed"; onOpen: (row: RecordRow) => void };

export function Card({ object, row, lane, fields, openId, movable, onOpen }: CardProps) {
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: row.id, data: { row, lane }, disabled: movable === "fixed" });
  return (
    <li>
    <div
      ref={setNodeRef}
      {...(movable === "movable" ? { ...attributes, ...listeners } : {})}
      role="button"
      tabIndex={0}
      data-card={row.id}
      data-open={row.id === openId}
      className={classes(
        "cursor-pointer rounded-card border border-line bg-panel p-2.5 text-left outline-none hover:border-line-strong focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/20 data-[open=true]:border-accent",
        isDragging && "opacity-40",
      )}
      onClick={() => onOpen(row)}
      onKeyDown={(event) => {
        // Space picks the card up; Enter opens it.
        if (event.key === "Enter" && !isDragging) {
          event.preventDefault();
          onOpen(row);
          return;
        }
        listeners?.onKeyDown?.(event);
      }}
    >
      <CardFace object={object} row={row} fields={fields} />
    </div>
    </li>
  );
}

export function CardFace({ object, row, fields }: Pick<CardProps, "object" | "row" | "fields">) {
  const formats = useFormats();
  const naming = useNaming();
  return (
    <>
      <p className="truncate font-medium">{recordTitle(object, row, naming.language)}</p>
      <div className="mt-1.5 flex flex-col gap-1 text-text-2 empty:hidden">
        {fields.map((field) => {
          if (isEmpty(row[field.name])) return null;
          const kind = kindOf(field);
          return (
            <div key={field.name} className="flex min-w-0 items-baseline justify-between gap-3">
              <span className="shrink-0 text-meta text-text-3">{naming.field(field)}</span>
              <span className="min-w-0 truncate">
                <kind.Display field={field} value={row[field.name]} formats={formats} naming={naming} place="cell" />
              </span>
            </div>
          );
        })}
      </div>
    </>
  );
}
