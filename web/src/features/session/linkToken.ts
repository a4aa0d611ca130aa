/** Pages that a link in a mail leads to. The secret stands behind the "#", which browsers send to nobody. */
export type LinkPage = { kind: "invitation" | "newPassword"; token: string };

export function linkPage(location: { pathname: string; hash: string }): LinkPage | null {
  const token = location.hash.replace(/^#/, "");
  if (location.pathname === "/invitation") return { kind: "invitation", token };
  if (location.pathname === "/new-password") return { kind: "newPassword", token };
  return null;
}

/** The secret must not stay in the address bar or in the history once the page has it. */
export function hideToken(): void {
  if (window.location.hash !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
}

/** Goes to the first page anew: nothing of whoever was signed in before may stay in memory. */
export function enter(): void {
  window.location.replace("/");
}
