import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ObjectMeta } from "@/metadata";
import type { Money } from "@/shared/format";

export type Influencer = {
  id: string;
  object: string;
  title: string;
  value_tier: string | null;
  direct: number;
  downstream: number;
  depth: number;
  direct_worth: Money | null;
  credited: Money | null;
  own: Money | null;
  in_loop: boolean;
};

export type Ranking = { measure: string | null; decay: number; customers: number; brought: number; brought_worth: Money | null; worth: Money | null; bringing: number; in_loops: number; top: Influencer[] };

export type Branch = { id: string; object: string; title: string; value_tier: string | null; clv_12m: Money | null; below: Branch[] };

/** A number that opens exactly the customers whom he brought himself. */
export function listOfBrought(object: ObjectMeta, person: Influencer, text: string): ReactNode {
  return (
    <Link to="/objects/$plural" params={{ plural: object.plural }} search={{ "filter[referred_by][eq]": person.id, sort: "-clv_12m" }} className="text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current">
      {text}
    </Link>
  );
}
