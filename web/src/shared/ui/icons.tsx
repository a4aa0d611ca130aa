import {
  Bell, BellRing, Box, Building2, CircleCheckBig, Contact, FileUp, FolderTree, Footprints, Heart, IdCard, KeyRound, List, ListChecks,
  MessageSquare, Package, ReceiptText, Settings, Shield, Tag, Upload, UserPlus, UserRound, Users, Waypoints,
  type LucideIcon,
} from "lucide-react";
import { useSyncExternalStore } from "react";

/** A fixed map: choosing icons by name at run time would pull all two thousand of them into the bundle. */
const DAILY: Record<string, LucideIcon> = {
  bell: Bell, "bell-ring": BellRing, box: Box, "building-2": Building2, "circle-check-big": CircleCheckBig, contact: Contact, "file-up": FileUp,
  "folder-tree": FolderTree, footprints: Footprints, heart: Heart, "id-card": IdCard, "key-round": KeyRound, list: List, "list-checks": ListChecks,
  "message-square": MessageSquare, package: Package, "receipt-text": ReceiptText, settings: Settings, shield: Shield, tag: Tag, upload: Upload,
  "user-plus": UserPlus, "user-round": UserRound, users: Users, waypoints: Waypoints,
};

let more: Record<string, LucideIcon> | null = null;
let asked = false;
const listeners = new Set<() => void>();

export function ObjectIcon({ name, className = "size-4" }: { name: string; className?: string }) {
  const others = useSyncExternalStore(subscribe, () => more);
  const daily = DAILY[name];
  if (!daily) askForMore();
  const Shape = daily ?? others?.[name] ?? Box;
  return <Shape aria-hidden className={className} />;
}

/** The icons that people may choose for objects of their own come when the first one is needed. */
function askForMore(): void {
  if (asked) return;
  asked = true;
  void import("./moreIcons").then(({ MORE_ICONS }) => {
    more = MORE_ICONS;
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
