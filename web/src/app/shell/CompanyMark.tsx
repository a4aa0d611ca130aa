import { useState } from "react";

/** The company's logo, or its first letter until it has one. */
export function CompanyMark({ name, logo, size = "small" }: { name: string; logo: string | null | undefined; size?: "small" | "large" }) {
  const [broken, setBroken] = useState<string | null>(null);
  const box = size === "small" ? "size-6" : "size-10 text-title";
  if (logo && logo !== broken) return <img src={logo} alt="" onError={() => setBroken(logo)} className={`${box} shrink-0 rounded-control object-contain`} />;
  return (
    <span aria-hidden className={`${box} flex shrink-0 items-center justify-center rounded-control bg-accent font-semibold text-on-accent`}>
      {Array.from(name.trim())[0]?.toUpperCase() ?? "G"}
    </span>
  );
}
