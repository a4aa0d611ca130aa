import { Browser, check } from "../browser.mjs";
import { colleague } from "../colleagues.mjs";
import { Hand } from "../hand.mjs";

/** A manager gives a team's customers to another colleague: ten at once, and takes it back. */
export const reassign = {
  title: "manager reassigns customers",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body: team } = await browser.call(page, "POST", "/teams", { name: "华东团队" });
    const member = { more: { team: team.id } };
    const old = await colleague(browser, page, { name: "旧同事", email: "old@example.com", role: "销售代表", ...member });
    const next = await colleague(browser, page, { name: "新同事", email: "next@example.com", role: "销售代表", ...member });
    const boss = await colleague(browser, page, { name: "林经理", email: "boss@example.com", role: "销售经理", ...member });
    const made = await browser.call(page, "POST", "/customers/bulk", { create: Array.from({ length: 10 }, (_, number) => ({ name: `交接客户 ${number}`, kind: "company", owner: old.id, team: team.id })) });
    check(made.status === 200, `ten customers were answered ${made.status}: ${JSON.stringify(made.body)}`);
    const manager = await Browser.launch({ ...browser.ctx, person: boss });
    try {
      const desk = await manager.newPage();
      await manager.signIn(desk);
      await manager.open(desk, `/objects/customers?filter[owner][eq]=${old.id}`);
      await desk.getByText("10 条记录").waitFor();
      const hand = new Hand(desk);
      await hand.click(desk.getByRole("columnheader").first().getByRole("checkbox"));
      const bar = desk.getByRole("toolbar");
      await hand.click(bar.getByRole("button", { name: "分配" }));
      await desk.getByRole("option", { name: "新同事" }).waitFor();
      await hand.click(desk.getByRole("option", { name: "新同事" }));
      await desk.getByText("0 条记录").waitFor();
      hand.done(browser.ctx, "reassign ten customers", 4);
      await manager.shot(desk, "reassigned");
      const { body } = await manager.call(desk, "GET", `/customers?filter[owner][eq]=${next.id}&count=true&limit=1`);
      check(body.total === 10, `the new colleague has ${body.total} customers`);
      check(manager.complaints.length === 0, manager.complaints.join("\n"));
    } finally {
      await manager.close();
    }
  },
};
