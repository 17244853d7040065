/** Videos that can be looked at side by side. */
export const COMPARE_MIN = 2;
export const COMPARE_MAX = 4;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The videos that an address names (`ids=a,b,c`): once each, in order, at most four; anything else is left out. */
export function comparedIds(value: string | string[] | undefined): string[] {
  const named = [value ?? ""].flat().join().split(",");
  return [...new Set(named.map((id) => id.trim().toLowerCase()).filter((id) => UUID.test(id)))].slice(0, COMPARE_MAX);
}
