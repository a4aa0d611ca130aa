const LANGUAGES = ["zh-CN", "zh-TW", "en"];
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];
/** What a screen of 1440 px shows at 200 % zoom. */
const ZOOMED = { width: 720, height: 450 };

/** Every page in three languages and three widths, light and dark, and enlarged: nothing sticks out, nothing is unreadable. */
export const looks = {
  title: "looks",
  async walk(browser, page) {
    await browser.signIn(page);
    const { body } = await browser.call(page, "GET", "/customers?sort=-clv_12m&limit=1&fields=name");
    const id = body.data[0]?.id;
    const pages = {
      today: "/",
      insight: "/insight",
      rfm: "/insight/rfm",
      segments: "/insight/segments",
      cohorts: "/insight/cohorts",
      leaving: "/insight/leaving",
      changes: "/insight/changes",
      quality: "/insight/quality",
      sales: "/insight/sales",
      retention: "/insight/retention",
      sql: "/insight/sql",
      list: "/objects/customers",
      customer: `/objects/customers/${id}`,
      peek: `/objects/customers?peek=${id}`,
      orders: "/objects/orders", grouped: "/objects/customers?group=kind", board: "/objects/orders?as=board", calendar: "/objects/tasks?as=calendar", gallery: "/objects/products?as=gallery", duplicates: "/duplicates/customers",
      imports: "/imports",
      settings: "/settings",
      users: "/settings/users",
      mail: "/settings/mail",
      workDays: "/settings/calendar",
      teams: "/settings/teams",
      history: "/settings/history",
      trash: "/settings/trash",
      privacy: "/settings/privacy",
      numbers: "/settings/numbers",
      backups: "/settings/backups",
      about: "/settings/about",
      access: "/settings/access",
      fields: "/settings/objects",
      tags: "/settings/tags",
      account: "/account",
    };
    const complaints = [];
    const attempt = async (look) => {
      try {
        await look();
      } catch (error) {
        complaints.push(error.message);
      }
    };
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const language of LANGUAGES) {
      await browser.prefer(page, language, "light");
      for (const [name, path] of Object.entries(pages)) {
        await page.setViewportSize(WIDTHS[0]);
        await attempt(() => browser.open(page, path));
        for (const size of WIDTHS) {
          const where = `${name} in ${language}, ${size.width} px`;
          await page.setViewportSize(size);
          await attempt(() => browser.settle(page));
          await attempt(() => browser.fits(page, where));
          // Words change with the language, colours do not: light and dark are judged once, the order of headings and names everywhere.
          for (const theme of language === "zh-CN" && size.width !== 768 ? ["light", "dark"] : []) {
            await page.evaluate(showTheme, theme);
            await attempt(() => browser.accessible(page, `${where}, ${theme}`));
            await browser.shot(page, `look-${name}-${language}-${theme}-${size.width}`);
          }
          if (language !== "zh-CN") await browser.shot(page, `look-${name}-${language}-${size.width}`);
        }
        if (language === "en") {
          await page.setViewportSize(ZOOMED);
          await attempt(() => browser.fits(page, `${name} at 200 %`));
        }
      }
    }
    await page.emulateMedia({ reducedMotion: null });
    await page.setViewportSize(WIDTHS[0]);
    await browser.prefer(page, "zh-CN", "light");
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  },
};

/** Reduced motion leaves every change of colour a hundredth of a millisecond, so the new ones are there two frames later. */
function showTheme(chosen) {
  document.documentElement.dataset.theme = chosen;
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
