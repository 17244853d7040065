import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthCard } from "#components/auth/auth-card";
import { SignUpForm } from "#components/auth/sign-up-form";
import { Notice } from "#components/ui/notice";
import { currentSession } from "#lib/auth/session";
import { signUpState } from "#lib/auth/sign-up-state";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signUpTitle") };
}

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  if (await currentSession()) redirect("/");
  const [{ next, code }, t, state] = await Promise.all([searchParams, getTranslations("auth"), signUpState()]);
  const target = typeof next === "string" ? next : undefined;
  return (
    <AuthCard
      title={t("signUpTitle")}
      footer={
        state.firstAccount ? undefined : (
          <>
            {t("haveAccount")}{" "}
            <Link
              href={{ pathname: "/sign-in", query: target ? { next: target } : {} }}
              className="font-medium text-accent-11 underline underline-offset-2"
            >
              {t("signIn")}
            </Link>
          </>
        )
      }
    >
      {state.open ? (
        <div className="flex flex-col gap-4">
          {state.firstAccount ? <Notice tone="plain">{t("firstAccount")}</Notice> : null}
          <SignUpForm next={target} needsCode={state.needsCode} code={typeof code === "string" ? code : undefined} />
        </div>
      ) : (
        <Notice tone="plain">{t("closed")}</Notice>
      )}
    </AuthCard>
  );
}
