import { check } from "../browser.mjs";
import { Door } from "../door.mjs";

/** The server goes away and comes back, and one day there is a newer client: the program opens all the same and says what is the matter. */
export const offline = {
  title: "offline",
  async walk(browser) {
    const { server } = browser.ctx;
    const door = await Door.open(server.url);
    const mine = await browser.installed(door.url);
    const page = await mine.newPage();
    try {
      await mine.signIn(page);
      await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (!navigator.serviceWorker.controller) await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
      });
      await mine.open(page, "/objects/customers");

      await server.end();
      try {
        await page.getByText("与服务器的连接已断开").waitFor();
        await mine.shot(page, "offline-in-the-middle");
        check((await page.getByText("Guanxi 有新版本").count()) === 0, "a server that is away was taken for a new version");
        await page.goto(`${door.url}/objects/customers`);
        await page.getByRole("heading", { name: "连不上服务器" }).waitFor();
        await mine.accessible(page, "the page without a server");
        await mine.shot(page, "offline-start");
        await page.setViewportSize({ width: 390, height: 844 });
        await mine.fits(page, "the page without a server");
        await mine.shot(page, "offline-start-phone");
        await page.setViewportSize({ width: 1440, height: 900 });
      } finally {
        await server.begin();
      }
      await page.getByRole("heading", { name: "客户", level: 1 }).waitFor();
      await mine.settle(page);

      await mine.context.setOffline(true);
      await page.goto(`${door.url}/`);
      await page.getByRole("heading", { name: "连不上服务器" }).waitFor();
      await mine.context.setOffline(false);
      await page.waitForSelector("nav");
      await mine.settle(page);

      const before = await page.evaluate(() => performance.timeOrigin);
      door.update();
      await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
      await page.getByText("Guanxi 有新版本").waitFor();
      check((await page.evaluate(() => performance.timeOrigin)) === before, "the page was loaded again without having been asked");
      await mine.accessible(page, "the offer of a new version");
      await mine.shot(page, "new-version");
      await page.getByRole("button", { name: "立即更新" }).click();
      await page.waitForFunction((then) => performance.timeOrigin !== then, before);
      await mine.settle(page);
      check((await page.getByText("Guanxi 有新版本").count()) === 0, "the new version is offered again");
      const caches = await page.evaluate(async () => (await globalThis.caches.keys()).length);
      check(caches === 1, `${caches} versions are kept`);
      const wrong = mine.complaints.filter((complaint) => !/ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED|ERR_FAILED|ERR_NETWORK_CHANGED/.test(complaint));
      check(wrong.length === 0, `the browser complained:\n${wrong.join("\n")}`);
    } finally {
      await mine.context.close();
      await door.close();
    }
  },
};
