import './tagLook.css';

/** A share as a short bar beside its number. */
export function CoverageBar({ share, text }: { readonly share: number; readonly text: string }) {
  return (
    <span className="hx-coverage">
      <span className="hx-coverage-bar" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="hx-tabular">{text}</span>
    </span>
  );
}
