import { queryOptions } from "@tanstack/react-query";
import type { WeekStart } from "@/shared/format/weeks";
import type { ServerLanguage } from "@/shared/i18n";
import { http, rememberCsrf } from "./http";
import { isOffline } from "./problem";
import { tryAgain } from "./queryClient";

export type Company = {
  name: string;
  currency: string;
  time_zone: string;
  locale: string;
  language: ServerLanguage;
  week_start: WeekStart;
  /** The colour of what goes up. */
  rise: "red" | "green";
  logo: string | null;
};

/** How somebody arranged his screen; the same on each of his devices. */
export type Screen = { order?: string[]; hidden?: string[] };

export type SessionUser = {
  id: string;
  name: string;
  email: string;
  language: ServerLanguage | null;
  role_names: string[];
  time_zone: string | null;
};

export type Session = { state: "setup" | "signed_out" | "signed_in"; user?: SessionUser; csrf?: string; mail?: boolean; company?: Company; screen?: Screen; seen_as?: { id: string; name: string } };

export type Setup = { company: string; name: string; email: string; password: string; language: ServerLanguage; currency: string };

export type SignIn = { email: string; password: string; code?: string };

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => remembered(await http.get<Session>("/session")),
  staleTime: Infinity,
  // Without a server the page says so at once and asks again by itself.
  retry: (failures, error) => !isOffline(error) && tryAgain(failures, error),
});

export async function setUp(setup: Setup): Promise<Session> {
  return remembered(await http.post<Session>("/setup", setup));
}

export async function signIn(attempt: SignIn): Promise<Session> {
  return remembered(await http.post<Session>("/session", attempt));
}

export async function signOut(): Promise<void> {
  await http.delete("/session");
  rememberCsrf(undefined);
}

/** A new password or factor makes a new session, and with it a new key for requests. */
export function remembered<S extends { csrf?: string }>(session: S): S {
  if (session.csrf) rememberCsrf(session.csrf);
  return session;
}
