import { provincesOfCities, type RegionLevel, regionNames } from '../model/regions';

/** No name of a province or city is longer. */
const LONGEST_NAME = 14;

/** The city or province of a place as people write it, also at the head of an address; null where it names none. */
export function placeReader(level: RegionLevel): (text: string) => string | null {
  const [provinces, cities] = [regionNames('province'), regionNames('city')];
  const provinceOf = provincesOfCities();
  return (text) => {
    const written = text.trim().toLowerCase();
    const province = headOf(written, provinces);
    const inside = province && headOf(written.slice(province.length), cities);
    // A district may be called like a city elsewhere.
    const city = inside && provinceOf.get(inside.name)?.name === province.name ? inside : headOf(written, cities);
    if (level === 'city') return city?.name ?? null;
    return province?.name ?? (city ? (provinceOf.get(city.name)?.name ?? null) : null);
  };
}

/** The longest name that a text begins with; of a Latin text, the whole of it. */
function headOf(text: string, names: ReadonlyMap<string, string>): { readonly name: string; readonly length: number } | null {
  const whole = names.get(text);
  if (whole !== undefined) return { name: whole, length: text.length };
  for (let length = Math.min(LONGEST_NAME, text.length - 1); length > 1; length--) {
    const name = /^\p{Script=Han}/u.test(text) ? names.get(text.slice(0, length)) : undefined;
    if (name !== undefined) return { name, length };
  }
  return null;
}
