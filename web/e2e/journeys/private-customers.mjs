import { Browser, check } from "../browser.mjs";
import { colleague } from "../colleagues.mjs";

const SECRET = "翡翠湾秘密客户";

/** A rep never sees a colleague's customer: not in a list, a search, the palette, a count, a chart, an export or a live event. */
export const privateCustomers = {
  title: "a rep sees only his own",
  async walk(browser, page) {
    await browser.signIn(page);
    const anna = await colleague(browser, page, { name: "安娜", email: "anna@example.com", role: "销售代表" });
    const bert = await colleague(browser, page, { name: "伯特", email: "bert@example.com", role: "销售代表" });
    const hers = await Browser.launch({ ...browser.ctx, person: anna });
    const his = await Browser.launch({ ...browser.ctx, person: bert });
    try {
      await watch(hers, his);
    } finally {
      await hers.close();
      await his.close();
    }
  },
};

async function watch(hers, his) {
  const her = await hers.newPage();
  const him = await his.newPage();
  await hers.signIn(her);
  const { body: secret } = await hers.call(her, "POST", "/customers", { name: SECRET, kind: "company", phone: "13912345678" });
  await his.signIn(him);
  const { body: mine } = await his.call(him, "POST", "/customers", { name: "伯特自己的客户", kind: "company" });

  await his.open(him, "/objects/customers");
  await him.getByText("伯特自己的客户").first().waitFor();
  check((await him.getByText(SECRET).count()) === 0, "the list shows her customer");
  check((await him.getByText("1 条记录").count()) > 0, "the footer counts more than his customer");
  await his.shot(him, "private-list");

  await him.getByRole("searchbox").or(him.getByRole("textbox", { name: "搜索" })).first().fill(SECRET);
  await him.waitForFunction(() => document.querySelectorAll("[data-row]").length === 0);

  for (const asked of [SECRET, "feicuiwan", "fcw", "13912345678"]) {
    await him.keyboard.press("Escape");
    await him.keyboard.press("Control+k");
    const palette = him.getByRole("dialog");
    const answered = him.waitForResponse((answer) => answer.url().includes("/search") && answer.url().includes(encodeURIComponent(asked)));
    await palette.getByRole("combobox").fill(asked);
    await answered;
    await him.waitForTimeout(150);
    check((await palette.getByText(SECRET).count()) === 0, `the palette finds her customer by ${asked}`);
    await him.keyboard.press("Escape");
  }

  const closed = [`/customers/${secret.id}`, `/customers/${secret.id}/timeline`, `/customers/${secret.id}/changes`, `/customers/${secret.id}/insight`];
  for (const path of closed) {
    const { status } = await his.call(him, "GET", path);
    check(status === 404, `${path} was answered ${status}`);
  }
  const { body: groups } = await his.call(him, "GET", "/customers/aggregate?group_by=kind");
  check(groups.data.reduce((sum, group) => sum + group.count, 0) === 1, `the chart counts ${JSON.stringify(groups.data)}`);
  const { status: exported } = await his.call(him, "GET", "/customers/export?format=csv");
  check(exported === 403, `the export was answered ${exported}`);
  await him.goto(`${his.ctx.url}/objects/customers/${secret.id}`);
  await him.getByRole("alert").waitFor();
  check((await him.getByText(SECRET).count()) === 0, "the page shows her customer");

  await live(hers, her, his, him, { secret, mine });
  his.complaints = his.complaints.filter((complaint) => !/status of (403|404)/.test(complaint));
  check(his.complaints.length === 0, his.complaints.join("\n"));
}

/** His own change comes after hers: when it has arrived, hers would have too. */
async function live(hers, her, his, him, { secret, mine }) {
  await his.open(him, "/objects/customers");
  await him.evaluate(() => {
    globalThis.heard = [];
    const stream = new EventSource("/api/v1/events");
    stream.addEventListener("change", (event) => globalThis.heard.push(JSON.parse(event.data)));
    return new Promise((resolve) => stream.addEventListener("open", resolve, { once: true }));
  });
  await hers.call(her, "PATCH", `/customers/${secret.id}`, { short_name: "翡翠" });
  await his.call(him, "PATCH", `/customers/${mine.id}`, { short_name: "自己" });
  await him.waitForFunction((id) => globalThis.heard.some((change) => change.id === id), mine.id);
  const heard = await him.evaluate(() => globalThis.heard);
  check(!heard.some((change) => change.id === secret.id), "he heard of a change of her customer");
}
