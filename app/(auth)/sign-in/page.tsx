import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthCard } from "#components/auth/auth-card";
import { SignInForm } from "#components/auth/sign-in-form";
import { currentSession } from "#lib/auth/session";
import { signUpState } from "#lib/auth/sign-up-state";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signInTitle") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await currentSession()) redirect("/");
  const [{ next }, t, state] = await Promise.all([searchParams, getTranslations("auth"), signUpState()]);
  if (state.firstAccount) redirect("/sign-up");
  const target = typeof next === "string" ? next : undefined;
  return (
    <AuthCard
      title={t("signInTitle")}
      footer={
        state.open ? (
          <>
            {t("noAccount")}{" "}
            <Link
              href={{ pathname: "/sign-up", query: target ? { next: target } : {} }}
              className="font-medium text-accent-11 underline underline-offset-2"
            >
              {t("signUpTitle")}
            </Link>
          </>
        ) : undefined
      }
    >
      <SignInForm next={target} />
    </AuthCard>
  );
}
