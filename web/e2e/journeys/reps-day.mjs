import { Browser, check } from "../browser.mjs";
import { colleague } from "../colleagues.mjs";
import { Hand } from "../hand.mjs";

/** A rep's day by keyboard alone: the morning, a customer found and called, a new one met, a task done, and home. */
export const repsDay = {
  title: "rep's day",
  async walk(browser, page) {
    await browser.signIn(page);
    const person = await colleague(browser, page, { name: "赵一鸣", email: "zhao@example.com", role: "销售代表" });
    const rep = await Browser.launch({ ...browser.ctx, person });
    try {
      const desk = await rep.newPage();
      await rep.signIn(desk);
      await rep.call(desk, "POST", "/customers", { name: "绿野茶庄有限公司", kind: "company", phone: "13611112222" });
      const { body: task } = await rep.call(desk, "POST", "/tasks", { subject: "寄样品给绿野茶庄", due_on: new Date().toISOString().slice(0, 10) });
      await rep.open(desk, "/");
      await day(browser.ctx, rep, desk, task);
      check(rep.complaints.length === 0, rep.complaints.join("\n"));
    } finally {
      await rep.close();
    }
  },
};

async function day(ctx, rep, desk, task) {
  const finding = new Hand(desk);
  await finding.press("Control+k");
  await desk.getByRole("dialog").getByRole("combobox").waitFor();
  await finding.type("lycz");
  await desk.getByRole("option", { name: /绿野茶庄/, selected: true }).waitFor();
  await finding.press("Enter");
  await desk.getByRole("heading", { name: "绿野茶庄有限公司" }).waitFor();
  await desk.getByText(/136 ?1111 ?2222/).first().waitFor();
  finding.done(ctx, "find a phone number", 2);

  const calling = new Hand(desk);
  await calling.press("l");
  await desk.getByRole("dialog").getByText("绿野茶庄有限公司").waitFor();
  await focused(desk, "TEXTAREA");
  await calling.type("确认了秋茶的数量");
  await calling.press("Control+Enter");
  await desk.getByText("已记录到 绿野茶庄有限公司").waitFor();
  calling.done(ctx, "log a call", 2);
  const { body: calls } = await rep.call(desk, "GET", "/activities?filter[kind][eq]=call&limit=1&sort=-created_at");
  check(calls.data[0].subject === "确认了秋茶的数量", `the call says ${calls.data[0].subject}`);

  await rep.open(desk, "/objects/customers");
  const meeting = new Hand(desk);
  await meeting.press("c");
  await focused(desk, "INPUT");
  await meeting.type("新遇到的客户");
  await meeting.press("Control+Enter");
  await desk.getByRole("heading", { name: "新遇到的客户" }).waitFor();
  meeting.done(ctx, "create a customer", 2);
  await rep.shot(desk, "reps-day");

  await desk.keyboard.press("g");
  await desk.keyboard.press("t");
  await desk.getByText("寄样品给绿野茶庄").first().waitFor();
  await desk.keyboard.press("?");
  await desk.getByRole("dialog", { name: "键盘快捷键" }).waitFor();
  await rep.accessible(desk, "the list of keys");
  await desk.keyboard.press("Escape");
  check((await rep.call(desk, "PATCH", `/tasks/${task.id}`, { status: "completed" })).status === 200, "the task was not done");
}

/** The dialog has put the cursor where one writes. */
function focused(desk, tag) {
  return desk.waitForFunction((wanted) => document.activeElement?.tagName === wanted && document.activeElement.closest("[role=dialog]") !== null, tag);
}
