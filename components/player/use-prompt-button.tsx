"use client";

import { PencilLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { draftOf } from "#lib/client/composer-draft";
import { useDraft } from "#lib/client/use-draft";
import type { GenerationView } from "#lib/contract/studio";

/** Takes the prompt and its options back to the prompt bar. */
export function UsePromptButton({ userId, generation }: { userId: string; generation: GenerationView }) {
  const t = useTranslations("video");
  const router = useRouter();
  const [draft, change] = useDraft(userId);
  return (
    <Button
      onClick={() => {
        change(draftOf(generation, draft));
        router.push("/");
      }}
    >
      <PencilLine aria-hidden />
      {t("usePrompt")}
    </Button>
  );
}
