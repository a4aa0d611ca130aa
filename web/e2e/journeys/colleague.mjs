import { Browser, check } from "../browser.mjs";

const PASSWORD = "另一句容易记住的话 2026";

/** Somebody else at a browser of his own, with the rights of a manager, so that both see the same customers. */
export async function withColleague(browser, page, name, walk) {
  const email = `colleague-${Date.now()}@example.com`;
  const { body: roles } = await browser.call(page, "GET", "/roles?fields=name&limit=50");
  const role = roles.data.find((candidate) => candidate.name === "Administrator" || candidate.name === "管理员") ?? roles.data[0];
  const made = await browser.call(page, "POST", "/users", { name, email, language: "zh-Hans", roles: [role.id] });
  check(made.status === 201, `the colleague was answered ${made.status}: ${JSON.stringify(made.body)}`);
  const given = await browser.call(page, "POST", `/users/${made.body.id}/password`, { password: PASSWORD });
  check(given.status === 204, `his password was answered ${given.status}`);
  const other = await Browser.launch({ ...browser.ctx, person: { ...browser.ctx.person, email, password: PASSWORD } });
  try {
    const otherPage = await other.newPage();
    await other.signIn(otherPage);
    await walk(other, otherPage, made.body);
    if (other.complaints.length > 0) throw new Error(`the colleague's browser complained:\n${other.complaints.join("\n")}`);
  } finally {
    await other.close();
  }
}
