import { useQuery } from "@tanstack/react-query";
import { type Catalog, type ObjectMeta, places } from "@/metadata";
import { http, queryClient, type Screen, type Session, sessionQuery } from "@/shared/api";

export function useScreen(): Screen {
  return useQuery(sessionQuery).data?.screen ?? {};
}

/** Shown at once; the server keeps it for one's other devices. */
export async function arrangeScreen(screen: Screen): Promise<void> {
  const before = queryClient.getQueryData<Session>(sessionQuery.queryKey);
  queryClient.setQueryData<Session>(sessionQuery.queryKey, (session) => session && { ...session, screen });
  try {
    await http.patch("/session", { screen });
  } catch (error) {
    queryClient.setQueryData(sessionQuery.queryKey, before);
    throw error;
  }
}

export type NavigationGroup = { name: string; objects: ObjectMeta[] };

/** The objects of the side bar: by area as they come, or in one's own order, and what one hid stands under "more". */
export function navigation(catalog: Catalog, screen: Screen): { groups: NavigationGroup[]; more: ObjectMeta[] } {
  const { areas, more } = places(catalog);
  const hidden = new Set(screen.hidden ?? []);
  const order = screen.order ?? [];
  const all = areas.flatMap((area) => area.objects);
  const hiddenOnes = all.filter((object) => hidden.has(object.name));
  const chosen = more.filter((object) => order.includes(object.name) && !hidden.has(object.name));
  const rest = [...hiddenOnes, ...more.filter((object) => !chosen.includes(object))];
  if (order.length === 0) {
    const groups = areas.map((area) => ({ name: area.name, objects: area.objects.filter((object) => !hidden.has(object.name)) }));
    return { groups: groups.filter((group) => group.objects.length > 0), more: rest };
  }
  const place = (object: ObjectMeta) => {
    const at = order.indexOf(object.name);
    return at < 0 ? order.length : at;
  };
  const shown = [...all.filter((object) => !hidden.has(object.name)), ...chosen].toSorted((left, right) => place(left) - place(right));
  return { groups: [{ name: "mine", objects: shown }], more: rest };
}
