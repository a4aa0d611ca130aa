import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { RecordLink } from "@/fields";
import { type RecordRow, useCatalog, useFormats } from "@/metadata";
import { Explain } from "@/shared/ui";
import { OrderLine } from "./OpenWork";
import { Part } from "./Part";
import type { Portrait } from "./portrait";

/** What he bought: the products that count, and the last orders. */
export function Purchases({ row, portrait }: { row: RecordRow; portrait: Portrait }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const order = useCatalog().objects.order;
  const products = portrait.insight.top_products;
  const orders = portrait.orders;
  const total = orders?.total ?? 0;
  if (products.length === 0 && total === 0) return null;
  const most = Math.max(1, ...products.map((entry) => Number(entry.amount?.amount ?? entry.lines)));
  return (
    <Part title={t("customer.bought.label")} count={total}>
      <ul className="flex flex-col gap-1 pb-2">
        {products.map((entry) => (
          <li key={entry.product.id}>
            <p className="flex gap-2">
              <RecordLink reference={entry.product} className="min-w-0 truncate hover:underline" />
              {entry.amount && (
                <span className="ml-auto shrink-0 tabular-nums">
                  <Explain
                    title={entry.product.title}
                    lines={[
                      { label: t("customer.explain.what"), text: t("customer.bought.amount") },
                      { label: t("customer.explain.source"), text: t("customer.bought.lines", { count: entry.lines, quantity: entry.quantity ?? "–" }) },
                    ]}
                  >
                    {formats.compactMoney(entry.amount)}
                  </Explain>
                </span>
              )}
            </p>
            <div aria-hidden className="mt-0.5 h-1 rounded-full bg-hover">
              <div className="h-full rounded-full bg-chart-1" style={{ width: `${Math.max(2, (Number(entry.amount?.amount ?? entry.lines) / most) * 100)}%` }} />
            </div>
          </li>
        ))}
      </ul>
      <ul className="divide-y divide-line">
        {orders?.data.map((entry) => (
          <OrderLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {order && orders && total > orders.data.length && (
        <Link to="/objects/$plural" params={{ plural: order.plural }} search={{ "filter[customer][eq]": row.id }} className="inline-block py-1 text-accent-text hover:underline">
          {t("records.related.all", { count: total })}
        </Link>
      )}
    </Part>
  );
}
