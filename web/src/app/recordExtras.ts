import { lazy } from "react";
import { portraitQuery } from "@/features/customer/portrait";
import { withTexts } from "@/shared/i18n";
import { addExtras } from "@/records/record-page/extras";

addExtras("customer", {
  query: portraitQuery,
  top: lazy(() => withTexts(import("@/features/customer/CustomerTop")).then(({ CustomerTop }) => ({ default: CustomerTop }))),
  above: lazy(() => withTexts(import("@/features/customer/InsightCard")).then(({ InsightCard }) => ({ default: InsightCard }))),
  side: lazy(() => withTexts(import("@/features/customer/CustomerSide")).then(({ CustomerSide }) => ({ default: CustomerSide }))),
  covers: ["preference.customer", "customer.referred_by", "order.customer", "task.customer", "contact_role.customer", "contact.customer", "relationship.customer", "relationship.other"],
});

addExtras("user", {
  side: lazy(() => withTexts(import("@/settings/people/UserStanding")).then(({ UserStanding }) => ({ default: UserStanding }))),
});
