export type FieldProblem = { field: string; code: string; params?: Record<string, unknown> };

type ProblemBody = {
  title?: string;
  detail?: string;
  code?: string;
  trace_id?: string;
  errors?: FieldProblem[];
  params?: Record<string, unknown>;
};

/** What the server says when it refuses (RFC 9457), or `offline` when it says nothing at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly traceId: string | null;
  readonly fields: FieldProblem[];
  readonly params: Record<string, unknown>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `status ${status}`);
    this.status = status;
    this.code = body.code ?? codeOfStatus(status);
    this.traceId = body.trace_id ?? null;
    this.fields = body.errors ?? [];
    this.params = body.params ?? {};
  }

  static offline(): Problem {
    return new Problem(0, { code: "offline" });
  }

  static async of(answer: Response): Promise<Problem> {
    const body: unknown = await answer.json().catch(() => ({}));
    return new Problem(answer.status, typeof body === "object" && body !== null ? body : {});
  }
}

function codeOfStatus(status: number): string {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 409 || status === 412) return "stale";
  if (status === 422 || status === 400) return "invalid";
  if (status === 429) return "limited";
  if (status === 503) return "unavailable";
  return "internal";
}

export function isOffline(error: unknown): boolean {
  return error instanceof Problem && error.code === "offline";
}

export function isStale(error: unknown): boolean {
  return error instanceof Problem && error.code === "stale";
}
