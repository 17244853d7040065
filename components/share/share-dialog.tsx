"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { ShareList } from "#components/share/share-list";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { PasswordField } from "#components/ui/password-field";
import { Select } from "#components/ui/select";
import { readField } from "#lib/client/credentials";
import { judgeImageAddress } from "#lib/client/image-address";
import { useShares } from "#lib/client/use-shares";
import { SHARE_PASSWORD_MIN_CHARACTERS, SHARE_TERM_NAMES, type SharedThing, type ShareTerm } from "#lib/contract/share";

interface ShareDialogProps {
  what: SharedThing;
  onClose: () => void;
}

/** The links of one video or collection, and how to make another. */
export function ShareDialog({ what, onClose }: ShareDialogProps) {
  const t = useTranslations("share");
  const kept = useShares();
  const { shares, origin, busy, create } = kept;
  const [term, setTerm] = useState<ShareTerm>("never");
  const [short, setShort] = useState(false);
  const links = useRef<HTMLUListElement>(null);
  const mine = (shares ?? []).filter(({ videoId, collectionId }) =>
    what.kind === "video" ? videoId === what.id : collectionId === what.id,
  );

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const password = readField(form, "share-password");
    const isShort = password !== "" && password.length < SHARE_PASSWORD_MIN_CHARACTERS;
    setShort(isShort);
    if (isShort || busy) return;
    const showPrompt = new FormData(form).get("show-prompt") === "on";
    if (!(await create({ what, term, password: password || null, showPrompt }))) return;
    form.reset();
    links.current?.querySelector("input")?.focus();
  };

  return (
    <Dialog title={t(what.kind === "video" ? "titleVideo" : "titleCollection")} onClose={onClose}>
      <p className="text-sm text-pretty text-gray-11">{t(what.kind === "video" ? "textVideo" : "textCollection")}</p>
      {origin && judgeImageAddress(origin) === "private" ? <Notice tone="doubt">{t("private")}</Notice> : null}
      <ShareList ref={links} kept={kept} shown={mine} label={t("links")} named={false} />
      <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-4 border-t border-gray-6 pt-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <div className="flex flex-col gap-1.5">
            <span aria-hidden className="text-xs font-medium">
              {t("term")}
            </span>
            <Select
              label={t("term")}
              value={term}
              options={SHARE_TERM_NAMES.map((value) => ({ value, label: t(`terms.${value}`) }))}
              onChange={setTerm}
              className="[&_select]:h-10"
            />
          </div>
          <PasswordField
            label={t("password")}
            name="share-password"
            autoComplete="new-password"
            error={short ? t("passwordShort", { count: SHARE_PASSWORD_MIN_CHARACTERS }) : null}
          />
        </div>
        <label className="flex min-h-8 items-center gap-2.5 text-sm pointer-coarse:min-h-10">
          <input type="checkbox" name="show-prompt" className="size-4 accent-accent-9" />
          {t(what.kind === "video" ? "showPrompt" : "showPrompts")}
        </label>
        <Button type="submit" tone="primary" busy={busy} className="self-start">
          <Link2 aria-hidden />
          {t("create")}
        </Button>
      </form>
    </Dialog>
  );
}
