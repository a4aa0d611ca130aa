import { portraitQuery } from "@/features/customer/portrait";
import { withTexts } from "@/shared/i18n";
import { early } from "@/shared/ui";
import { addExtras } from "@/records/record-page/extras";

addExtras("customer", {
  query: portraitQuery,
  top: early(() => withTexts(import("@/features/customer/CustomerTop")).then((part) => part.CustomerTop)),
  above: early(() => withTexts(import("@/features/customer/InsightCard")).then((part) => part.InsightCard)),
  side: early(() => withTexts(import("@/features/customer/CustomerSide")).then((part) => part.CustomerSide)),
  covers: ["preference.customer", "customer.referred_by", "order.customer", "task.customer", "contact_role.customer", "contact.customer", "relationship.customer", "relationship.other"],
});

addExtras("user", {
  side: early(() => withTexts(import("@/settings/people/UserStanding")).then((part) => part.UserStanding)),
});
