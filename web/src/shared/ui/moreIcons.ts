import {
  Activity, ArrowLeftRight, AtSign, Award, Banknote, Blocks, BookOpen, Bookmark, Boxes, Briefcase, Building, Calendar, ChartColumn,
  CircleDollarSign, ClipboardList, Clock, Coins, CreditCard, Database, Eye, EyeOff, File, FileSpreadsheet, FileText, Flag, Folder, Gift,
  GitCompare, Globe, Handshake, History, House, Inbox, Key, Layers, LayoutDashboard, LayoutList, LayoutTemplate, Lightbulb, Link, ListOrdered,
  ListTodo, LockKeyhole, Mail, MapPin, Megaphone, Merge, MonitorSmartphone, Network, Newspaper, PackageOpen, PanelsTopLeft, Paperclip, Percent,
  Phone, PieChart, Receipt, Repeat, Repeat2, Rocket, Scale, Search, Server, Share2, ShoppingBag, ShoppingCart, Sparkles, SquareCheck, Star,
  StickyNote, Store, Table, Tags, Target, Trash2, ThumbsUp, TrendingUp, Truck, User, UserCheck, UsersRound, Wallet, Warehouse, Zap,
  type LucideIcon,
} from "lucide-react";

export const MORE_ICONS: Record<string, LucideIcon> = {
  activity: Activity, "arrow-left-right": ArrowLeftRight, "at-sign": AtSign, award: Award, banknote: Banknote, blocks: Blocks, "book-open": BookOpen,
  bookmark: Bookmark, boxes: Boxes, briefcase: Briefcase, building: Building, calendar: Calendar, "chart-column": ChartColumn,
  "circle-dollar-sign": CircleDollarSign, "clipboard-list": ClipboardList, clock: Clock, coins: Coins, "credit-card": CreditCard, database: Database,
  eye: Eye, "eye-off": EyeOff, file: File, "file-spreadsheet": FileSpreadsheet, "file-text": FileText, flag: Flag, folder: Folder, gift: Gift,
  "git-compare": GitCompare, globe: Globe, handshake: Handshake, history: History, house: House, inbox: Inbox, key: Key, layers: Layers,
  "layout-dashboard": LayoutDashboard, "layout-list": LayoutList, "layout-template": LayoutTemplate, lightbulb: Lightbulb, link: Link,
  "list-ordered": ListOrdered, "list-todo": ListTodo, "lock-keyhole": LockKeyhole, mail: Mail, "map-pin": MapPin, megaphone: Megaphone, merge: Merge,
  "monitor-smartphone": MonitorSmartphone, network: Network, newspaper: Newspaper, "package-open": PackageOpen, "panels-top-left": PanelsTopLeft,
  paperclip: Paperclip, percent: Percent, phone: Phone, "pie-chart": PieChart, receipt: Receipt, repeat: Repeat, "repeat-2": Repeat2, rocket: Rocket,
  scale: Scale, search: Search, server: Server, "share-2": Share2, "shopping-bag": ShoppingBag, "shopping-cart": ShoppingCart, sparkles: Sparkles,
  "square-check": SquareCheck, star: Star, "sticky-note": StickyNote, store: Store, table: Table, tags: Tags, target: Target, "trash-2": Trash2, "thumbs-up": ThumbsUp,
  "trending-up": TrendingUp, truck: Truck, user: User, "user-check": UserCheck, "users-round": UsersRound, wallet: Wallet, warehouse: Warehouse,
  zap: Zap,
};
