import { Browser, check } from "../browser.mjs";
import { colleague } from "../colleagues.mjs";

/** A manager sees the desks of his people, opens a number, hands tasks and customers over, and takes it back. */
export const teamView = {
  title: "team view",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: team } = await browser.call(page, "POST", "/teams", { name: "华南团队" });
    const member = { more: { team: team.id } };
    const boss = await colleague(browser, page, { name: "何经理", email: "he@example.com", role: "销售经理", ...member });
    const report = { more: { team: team.id, manager: boss.id } };
    const busy = await colleague(browser, page, { name: "忙同事", email: "busy@example.com", role: "销售代表", ...report });
    const idle = await colleague(browser, page, { name: "闲同事", email: "idle@example.com", role: "销售代表", ...report });
    const made = await browser.call(page, "POST", "/customers/bulk", { create: Array.from({ length: 3 }, (_, number) => ({ name: `华南客户 ${number}`, kind: "company", owner: busy.id, team: team.id })) });
    check(made.status === 200, `the customers were answered ${made.status}: ${JSON.stringify(made.body)}`);
    for (const [subject, due_on] of [["逾期的回访", "2020-01-02"], ["以后的报价", "2099-01-02"]]) {
      const task = await browser.call(page, "POST", "/tasks", { subject, due_on, owner: busy.id, team: team.id });
      check(task.status === 201, `the task was answered ${task.status}: ${JSON.stringify(task.body)}`);
    }
    const manager = await Browser.launch({ ...browser.ctx, person: boss });
    try {
      const desk = await manager.newPage();
      await manager.signIn(desk);
      await look(manager, desk, busy);
      await handOver(manager, desk, { busy, idle });
      check(manager.complaints.length === 0, manager.complaints.join("\n"));
    } finally {
      await manager.close();
    }
  },
};

const row = (desk, person) => desk.getByRole("region", { name: "团队" }).getByRole("listitem").filter({ hasText: person.name });

async function openTeam(manager, desk) {
  await manager.open(desk, "/");
  await desk.getByRole("button", { name: "团队", exact: true }).click();
  await desk.getByRole("heading", { name: "团队" }).waitFor();
}

async function look(manager, desk, busy) {
  await openTeam(manager, desk);
  await row(desk, busy).getByRole("link", { name: "2", exact: true }).waitFor();
  await row(desk, busy).getByRole("link", { name: "1", exact: true }).waitFor();
  await manager.accessible(desk, "the team");
  await manager.shot(desk, "team");
  await desk.setViewportSize({ width: 390, height: 844 });
  await manager.fits(desk, "the team on a phone");
  await manager.shot(desk, "team-phone");
  await desk.setViewportSize({ width: 1440, height: 900 });
  await row(desk, busy).getByRole("link", { name: "1", exact: true }).click();
  await desk.getByText("逾期的回访").waitFor();
  check((await desk.getByText("以后的报价").count()) === 0, "a task that is not late stands among the overdue ones");
}

async function handOver(manager, desk, { busy, idle }) {
  await openTeam(manager, desk);
  await desk.getByRole("button", { name: "把忙同事的工作转给他人" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: /全部客户/ }).uncheck();
  await dialog.getByRole("option", { name: "闲同事" }).click();
  await manager.accessible(desk, "handing over");
  await manager.shot(desk, "team-hand-over");
  await dialog.getByRole("button", { name: "转给闲同事" }).click();
  await desk.getByText("已将 2 条记录转给闲同事").waitFor();
  await row(desk, idle).getByRole("link", { name: "2", exact: true }).waitFor();
  check((await owned(manager, desk, "customers", busy)) === 3, "the customers went along though they were not chosen");
  await desk.getByRole("button", { name: "撤销" }).click();
  await row(desk, busy).getByRole("link", { name: "2", exact: true }).waitFor();
  check((await owned(manager, desk, "tasks", busy)) === 2, "the tasks did not come back");

  await desk.getByRole("button", { name: "把忙同事的工作转给他人" }).click();
  await desk.getByRole("dialog").getByRole("option", { name: "闲同事" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "转给闲同事" }).click();
  await desk.getByText("已将 5 条记录转给闲同事").waitFor();
  check((await owned(manager, desk, "customers", idle)) === 3 && (await owned(manager, desk, "tasks", idle)) === 2, "not everything went to the colleague");
}

async function owned(manager, desk, plural, person) {
  const { body } = await manager.call(desk, "GET", `/${plural}?filter[owner][eq]=${person.id}&count=true&limit=1`);
  return body.total;
}
