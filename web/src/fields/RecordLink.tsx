import { Link } from "@tanstack/react-router";
import { objectOfId, type Reference, useCatalog } from "@/metadata";

export function RecordLink({ reference, className }: { reference: Reference; className?: string }) {
  const catalog = useCatalog();
  const object = catalog.objects[reference.object] ?? objectOfId(catalog, reference.id);
  if (!object) return <span className={className}>{reference.title}</span>;
  return (
    <Link to="/objects/$plural/$id" params={{ plural: object.plural, id: reference.id }} className={className ?? "min-w-0 truncate text-accent-text hover:underline"}>
      {reference.title}
    </Link>
  );
}
