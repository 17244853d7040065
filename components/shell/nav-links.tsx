"use client";

import { ChartNoAxesColumn, Folders, LayoutGrid, ListVideo, Settings, ShieldUser } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Tooltip } from "#components/ui/tooltip";

const ITEMS = [
  { name: "library", href: "/", icon: LayoutGrid },
  { name: "collections", href: "/collections", icon: Folders },
  { name: "queue", href: "/queue", icon: ListVideo },
  { name: "usage", href: "/usage", icon: ChartNoAxesColumn },
  { name: "settings", href: "/settings", icon: Settings },
  { name: "admin", href: "/admin", icon: ShieldUser },
] as const;

interface NavLinksProps {
  admin: boolean;
  /** Icons in the rail, icons over words in the bottom bar. */
  look: "rail" | "bar";
}

/** The places of the studio. */
export function NavLinks({ admin, look }: NavLinksProps) {
  const t = useTranslations("nav");
  const path = usePathname();
  // On a phone collections are reached from the filters: there is no room for a seventh word.
  const items = ITEMS.filter(({ name }) => (name === "admin" ? admin : name !== "collections" || look === "rail"));
  return items.map(({ name, href, icon: Icon }) => {
    const here = href === "/" ? path === "/" || path.startsWith("/video/") : path.startsWith(href);
    const current = path === href ? "page" : undefined;
    if (look === "bar") {
      return (
        <Link
          key={name}
          href={href}
          aria-current={current}
          className={`flex min-w-14 flex-col items-center justify-center gap-0.5 ${here ? "text-gray-12" : "text-gray-11"}`}
        >
          <Icon aria-hidden className="size-5" />
          <span className="text-xs">{t(name)}</span>
        </Link>
      );
    }
    return (
      <Tooltip key={name} text={t(name)} side="right">
        <Link
          href={href}
          aria-label={t(name)}
          aria-current={current}
          className={`flex size-10 items-center justify-center rounded-control transition-colors hover:bg-gray-4 hover:text-gray-12 ${here ? "bg-gray-4 text-gray-12" : "text-gray-11"}`}
        >
          <Icon aria-hidden className="size-5" />
        </Link>
      </Tooltip>
    );
  });
}
