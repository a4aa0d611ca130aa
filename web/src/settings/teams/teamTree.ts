export type Team = { id: string; name: string; parent: string | null; leader: string | null };

export type Branch = Team & { children: Branch[]; depth: number };

/** Departments below each other, by name. One whose parent cannot be seen stands at the top. */
export function treeOf(teams: Team[]): Branch[] {
  const known = new Set(teams.map((team) => team.id));
  const below = (parent: string | null, depth: number): Branch[] =>
    teams
      .filter((team) => (team.parent !== null && known.has(team.parent) ? team.parent : null) === parent)
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .map((team) => ({ ...team, depth, children: below(team.id, depth + 1) }));
  return below(null, 0);
}

export function flat(branches: Branch[]): Branch[] {
  return branches.flatMap((branch) => [branch, ...flat(branch.children)]);
}

/** Where a department may go: anywhere but into itself. */
export function placesFor(branches: Branch[], id: string): Branch[] {
  return branches.filter((branch) => branch.id !== id).flatMap((branch) => [branch, ...placesFor(branch.children, id)]);
}
