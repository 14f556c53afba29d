import { letterOf, useSideColors } from './sides';

interface SideNameProps {
  readonly place: number;
  readonly name: string;
}

/** Letter and colour of one of several that are compared, and its name as far as there is room. */
export function SideName({ place, name }: SideNameProps) {
  const colors = useSideColors();
  return (
    <span className="hx-side-name" title={name}>
      <span className="hx-side-letter" style={{ borderColor: colors[place] }}>
        {letterOf(place)}
      </span>
      <span className="hx-ellipsis">{name}</span>
    </span>
  );
}
