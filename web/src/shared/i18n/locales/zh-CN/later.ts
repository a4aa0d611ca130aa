import account from "./account.json";
import customer from "./customer.json";
import guide from "./guide.json";
import imports from "./import.json";
import insight from "./insight.json";
import settings from "./settings.json";
import joining from "./joining.json";
import today from "./today.json";
import upkeep from "./upkeep.json";

export const messages = { account, customer, guide, import: imports, insight, joining, settings, today, upkeep };
