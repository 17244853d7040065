import type { LibraryFilter } from "#lib/contract/library-filter";

/** One thing that a filter asks for, apart from words and order; removing it leaves the rest. */
export type FilterField =
  | { kind: "state"; value: NonNullable<LibraryFilter["state"]>[number] }
  | { kind: "ratio"; value: NonNullable<LibraryFilter["ratio"]>[number] }
  | { kind: "mode"; value: NonNullable<LibraryFilter["mode"]>[number] }
  | { kind: "via"; value: NonNullable<LibraryFilter["via"]>[number] }
  | { kind: "image"; value: boolean }
  | { kind: "star"; value: true }
  | { kind: "rating"; value: NonNullable<LibraryFilter["rating"]> }
  | { kind: "tag"; value: string }
  | { kind: "from" | "to"; value: string };

/** Everything that a filter asks for, one by one; a collection is told by its heading. */
export function filterFields(filter: LibraryFilter): FilterField[] {
  return [
    ...(filter.state ?? []).map((value) => ({ kind: "state", value }) as const),
    ...(filter.ratio ?? []).map((value) => ({ kind: "ratio", value }) as const),
    ...(filter.mode ?? []).map((value) => ({ kind: "mode", value }) as const),
    ...(filter.via ?? []).map((value) => ({ kind: "via", value }) as const),
    ...(filter.image === null ? [] : [{ kind: "image", value: filter.image } as const]),
    ...(filter.star ? [{ kind: "star", value: true } as const] : []),
    ...(filter.rating ? [{ kind: "rating", value: filter.rating } as const] : []),
    ...(filter.tag ?? []).map((value) => ({ kind: "tag", value }) as const),
    ...(filter.from ? [{ kind: "from", value: filter.from } as const] : []),
    ...(filter.to ? [{ kind: "to", value: filter.to } as const] : []),
  ];
}

/** The list without a value that it has, or with one that it lacks; null where it comes out empty. */
export function toggled<Value>(list: readonly Value[] | null, value: Value): Value[] | null {
  const without = (list ?? []).filter((candidate) => candidate !== value);
  const next = without.length < (list?.length ?? 0) ? without : [...without, value];
  return next.length > 0 ? next : null;
}

/** What to change in a filter to ask no longer for one of its fields. */
export function withoutField(filter: LibraryFilter, field: FilterField): Partial<LibraryFilter> {
  switch (field.kind) {
    case "state":
      return { state: toggled(filter.state, field.value) };
    case "ratio":
      return { ratio: toggled(filter.ratio, field.value) };
    case "mode":
      return { mode: toggled(filter.mode, field.value) };
    case "via":
      return { via: toggled(filter.via, field.value) };
    case "tag":
      return { tag: toggled(filter.tag, field.value) };
    default:
      return { [field.kind]: null };
  }
}
