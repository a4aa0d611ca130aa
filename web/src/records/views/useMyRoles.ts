import { useQuery } from "@tanstack/react-query";
import { asTexts, type RecordRow, useCatalog } from "@/metadata";
import { http } from "@/shared/api";

/** The roles of whoever is signed in; asked for only where something depends on them. */
export function useMyRoles(isWanted: boolean): string[] | undefined {
  const { me } = useCatalog();
  const { data } = useQuery({
    queryKey: ["my roles", me.id],
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => http.get<RecordRow>(`/users/${me.id}`, { query: { fields: "roles" }, signal }),
  });
  return data && asTexts(data.roles);
}
