import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const LOOKS = {
  plain: { icon: Info, box: "border-gray-6 bg-gray-2 text-gray-12", mark: "text-gray-11" },
  good: { icon: CircleCheck, box: "border-good-line bg-good-wash text-good-text", mark: "" },
  doubt: { icon: TriangleAlert, box: "border-doubt-line bg-doubt-wash text-doubt-text", mark: "" },
  bad: { icon: CircleAlert, box: "border-bad-line bg-bad-wash text-bad-text", mark: "" },
};

interface NoticeProps {
  tone: keyof typeof LOOKS;
  /** `alert` and `status` are read out when they appear. */
  role?: "alert" | "status";
  action?: ReactNode;
  children: ReactNode;
}

/** A sentence that matters, told by icon, words and colour. */
export function Notice({ tone, role, action, children }: NoticeProps) {
  const { icon: Icon, box, mark } = LOOKS[tone];
  return (
    <div
      role={role}
      className={`flex gap-2.5 ${action ? "items-center" : "items-start"} rounded-control border px-3 py-2.5 text-xs ${box}`}
    >
      <Icon aria-hidden className={`mt-px size-4 shrink-0 ${mark}`} />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
}
