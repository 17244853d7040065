"use client";

import { useQuery } from "@tanstack/react-query";
import {
  ChartNoAxesColumn,
  Folders,
  Keyboard,
  Languages,
  LayoutGrid,
  Link2,
  ListVideo,
  LogOut,
  Monitor,
  Moon,
  Pause,
  PencilLine,
  Play,
  Rows3,
  Settings,
  Sun,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { pauseConnectionAction } from "#app/(studio)/queue/queue-actions";
import { resumeConnectionAction } from "#app/(studio)/settings/settings-actions";
import { PaletteGroup, PaletteItem } from "#components/palette/palette-item";
import { fetchJson } from "#lib/client/fetch-json";
import { focusPrompt } from "#lib/client/focus-prompt";
import { QUEUE_KEY } from "#lib/client/moving";
import { showOverlay } from "#lib/client/overlay-store";
import { keepPreference } from "#lib/client/preference-cookie";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { chooseLook } from "#lib/client/use-gallery-look";
import { useSignOut } from "#lib/client/use-sign-out";
import type { QueueConnection, QueueView } from "#lib/contract/queue";
import { ARRANGEMENTS, DENSITIES } from "#lib/domain/gallery-look";
import { LOCALES } from "#lib/i18n/locales";

const PAGES = [
  { name: "library", href: "/", icon: LayoutGrid },
  { name: "collections", href: "/collections", icon: Folders },
  { name: "queue", href: "/queue", icon: ListVideo },
  { name: "usage", href: "/usage", icon: ChartNoAxesColumn },
  { name: "settings", href: "/settings", icon: Settings },
] as const;

const THEMES = [
  { name: "dark", icon: Moon },
  { name: "light", icon: Sun },
  { name: "system", icon: Monitor },
] as const;

interface PartProps {
  /** Closes the palette, then does it. */
  after: (run: () => void) => () => void;
}

/** The pages of the studio. */
export function PalettePages({ after }: PartProps) {
  const t = useTranslations("palette");
  const nav = useTranslations("nav");
  const share = useTranslations("share");
  const router = useRouter();
  return (
    <PaletteGroup heading={t("pages")}>
      {PAGES.map(({ name, href, icon }) => (
        <PaletteItem
          key={name}
          id={`page ${name}`}
          icon={icon}
          label={nav(name)}
          keywords={[t("goTo")]}
          onChoose={after(() => router.push(href))}
        />
      ))}
      <PaletteItem
        id="page shares"
        icon={Link2}
        label={share("all")}
        onChoose={after(() => router.push("/settings"))}
      />
    </PaletteGroup>
  );
}

/** Pausing and resuming of connections. */
function ConnectionItems({ after }: PartProps) {
  const t = useTranslations("queue");
  const palette = useTranslations("palette");
  const router = useRouter();
  const fault = useFaultToast();
  const nameOf = useConnectionName();
  const { data } = useQuery<QueueView>({
    queryKey: QUEUE_KEY,
    queryFn: ({ signal }) =>
      fetchJson("/api/queue", () => import("#lib/contract/queue").then(({ queueView }) => queueView), signal),
    staleTime: 2_000,
  });
  const change = async ({ id: connectionId, kind, pausedReason }: QueueConnection) => {
    const outcome = await runAction(() =>
      pausedReason ? resumeConnectionAction({ connectionId }) : pauseConnectionAction({ connectionId }),
    );
    if (!outcome.ok) return fault(outcome.code);
    showToast({ tone: "good", text: palette(pausedReason ? "resumed" : "paused", { name: nameOf({ kind }) }) });
    router.refresh();
  };
  return data?.connections.map((connection) => (
    <PaletteItem
      key={connection.id}
      id={`connection ${connection.id}`}
      icon={connection.pausedReason ? Play : Pause}
      label={t(connection.pausedReason ? "resumeNamed" : "pauseNamed", { name: nameOf({ kind: connection.kind }) })}
      keywords={[t("title")]}
      onChoose={after(() => void change(connection))}
    />
  ));
}

/** What can be done from anywhere. */
export function PaletteActions({ after }: PartProps) {
  const t = useTranslations("palette");
  const nav = useTranslations("nav");
  const filters = useTranslations("filters");
  const locale = useLocale();
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const { signOut } = useSignOut();
  return (
    <PaletteGroup heading={t("actions")}>
      <PaletteItem
        id="new prompt"
        icon={PencilLine}
        label={t("newPrompt")}
        onChoose={after(() => {
          if (window.location.pathname !== "/") router.push("/");
          void focusPrompt();
        })}
      />
      <ConnectionItems after={after} />
      {THEMES.filter(({ name }) => name !== theme).map(({ name, icon }) => (
        <PaletteItem
          key={name}
          id={`theme ${name}`}
          icon={icon}
          label={t("theme", { name: nav(`themes.${name}`) })}
          onChoose={after(() => setTheme(name))}
        />
      ))}
      {LOCALES.filter(({ code }) => code !== locale).map(({ code, name }) => (
        <PaletteItem
          key={code}
          id={`language ${code}`}
          icon={Languages}
          label={t("language", { name })}
          keywords={["language", "语言"]}
          onChoose={after(() => {
            keepPreference("locale", code);
            router.refresh();
          })}
        />
      ))}
      {DENSITIES.map((density) => (
        <PaletteItem
          key={density}
          id={`density ${density}`}
          icon={LayoutGrid}
          label={t("density", { name: filters(`densities.${density}`) })}
          keywords={[filters("density")]}
          onChoose={after(() => chooseLook({ density }))}
        />
      ))}
      {ARRANGEMENTS.map((arrangement) => (
        <PaletteItem
          key={arrangement}
          id={`arrangement ${arrangement}`}
          icon={Rows3}
          label={t("arrangement", { name: filters(`arrangements.${arrangement}`) })}
          keywords={[filters("arrangement")]}
          onChoose={after(() => chooseLook({ arrangement }))}
        />
      ))}
      <PaletteItem
        id="shortcuts"
        icon={Keyboard}
        label={nav("shortcuts")}
        hint="?"
        onChoose={after(() => showOverlay("shortcuts"))}
      />
      <PaletteItem id="sign out" icon={LogOut} label={nav("signOut")} onChoose={after(() => void signOut())} />
    </PaletteGroup>
  );
}
