interface TwoLinesProps {
  readonly first: string;
  readonly second: string;
  readonly isNumber?: boolean;
}

/** A number over its interval, or a name over what is said of it. */
export function TwoLines({ first, second, isNumber = false }: TwoLinesProps) {
  return (
    <span className={isNumber ? 'ldg-lines hx-tabular' : 'ldg-lines'}>
      <span>{first}</span>
      <span className="hx-faint">{second}</span>
    </span>
  );
}
