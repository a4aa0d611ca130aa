import { check } from "./browser.mjs";

const PASSWORD = "五盏红灯笼挂门前 2026";

/** A colleague with a role and a password, made by whoever is signed in on the page: an administrator. */
export async function colleague(browser, page, { name, email, role, more = {} }) {
  const roleId = typeof role === "string" ? await roleNamed(browser, page, role) : role.id;
  const made = await browser.call(page, "POST", "/users", { name, email, language: "zh-Hans", roles: [roleId], ...more });
  check(made.status === 201, `the colleague was answered ${made.status}: ${JSON.stringify(made.body)}`);
  const given = await browser.call(page, "POST", `/users/${made.body.id}/password`, { password: PASSWORD });
  check(given.status === 204, `the password was answered ${given.status}`);
  return { id: made.body.id, name, email, password: PASSWORD };
}

export async function roleNamed(browser, page, name) {
  const { body } = await browser.call(page, "GET", "/roles?limit=100&fields=name");
  const role = body.data.find((row) => row.name === name);
  check(role, `there is no role ${name}`);
  return role.id;
}
