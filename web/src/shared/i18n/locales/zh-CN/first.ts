import errors from "./errors.json";
import fields from "./fields.json";
import general from "./general.json";
import lists from "./lists.json";
import notifications from "./notifications.json";
import records from "./records.json";
import session from "./session.json";
import shell from "./shell.json";

export const messages = { errors, fields, general, lists, notifications, records, session, shell };
