"use client";

import { useTranslations } from "next-intl";
import { RatioShape } from "#components/composer/ratio-shape";
import { Choice } from "#components/ui/choice";
import { aspectOf, RATIOS, type Ratio, UNDOCUMENTED_RATIOS } from "#lib/domain/ratios";

interface RatioChoiceProps {
  value: Ratio;
  /** Marks the ratios that the provider's page does not name. */
  markRefusable: boolean;
  onChange: (ratio: Ratio) => void;
  className?: string;
}

/** The five aspect ratios as shapes, one click each. */
export function RatioChoice({ value, markRefusable, onChange, className }: RatioChoiceProps) {
  const t = useTranslations("composer");
  const nameOf = (ratio: Ratio) => {
    const aspect = aspectOf(ratio);
    const shape = aspect === 1 ? "square" : aspect < 1 ? "portrait" : "landscape";
    return t(`ratios.${shape}`, { ratio });
  };
  return (
    <Choice
      label={t("ratio")}
      value={value}
      onChange={onChange}
      className={className}
      options={RATIOS.map((ratio) => {
        const refusable = markRefusable && UNDOCUMENTED_RATIOS.includes(ratio);
        const name = refusable ? t("ratioRefusable", { ratio: nameOf(ratio) }) : nameOf(ratio);
        return { value: ratio, label: name, title: name, content: <RatioShape ratio={ratio} dashed={refusable} /> };
      })}
    />
  );
}
