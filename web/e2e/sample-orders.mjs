/** A small shop's orders, always the same: regulars, one who has left, a person, and three lines that cannot be read. */
export function sampleOrders(today = new Date()) {
  const lines = [["订单号", "客户名称", "电话", "下单日期", "商品编码", "商品名称", "数量", "单价", "成本"]];
  const day = (ago) => new Date(today.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
  let number = 1000;
  let chance = 42;
  const random = () => {
    chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return chance / 2_147_483_648;
  };
  for (let customer = 0; customer < 60; customer += 1) {
    const name = `${CITIES[customer % CITIES.length]}${NAMES[customer % NAMES.length]}${customer}有限公司`;
    const rhythm = 14 + Math.floor(random() * 60);
    const last = customer % 7 === 0 ? 150 + Math.floor(random() * 90) : Math.floor(random() * rhythm);
    const price = customer < 6 ? 900 : 40 + Math.floor(random() * 120);
    for (let ago = last; ago < 700; ago += Math.max(3, Math.round(rhythm * (0.7 + random() * 0.6)))) {
      number += 1;
      const quantity = 1 + Math.floor(random() * 20);
      lines.push([`A${number}`, name, `1380013${String(8000 + customer)}`, day(ago), `P${customer % 5}`, PRODUCTS[customer % 5], String(quantity), price.toFixed(2), (price * 0.6).toFixed(2)]);
    }
  }
  for (const wrong of ["32/13", "2026-02-30", "昨天"]) {
    number += 1;
    lines.push([`A${number}`, "日期有误商行", "", wrong, "P1", PRODUCTS[1], "1", "10.00", "6.00"]);
  }
  return { rows: lines.length - 1, wrong: 3, text: `\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n` };
}

const CITIES = ["上海", "北京", "深圳", "杭州", "成都", "广州"];
const NAMES = ["星辰", "瑞丰", "华信", "云帆", "明道", "博雅", "恒达", "金石"];
const PRODUCTS = ["红茶 500g", "绿茶 250g", "蜂蜜礼盒", "咖啡豆 1kg", "坚果礼包"];
