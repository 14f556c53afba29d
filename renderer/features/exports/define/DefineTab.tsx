import { useText } from '../../../text';
import { useExportChoice } from '../exportChoice';
import { ColumnsPart } from './ColumnsPart';
import { PreviewPart } from './PreviewPart';
import { PurposePart } from './PurposePart';
import { SourcePart } from './SourcePart';

/** An export from its source to the file. */
export function DefineTab() {
  const t = useText('exports');
  const spec = useExportChoice((choice) => choice.spec);
  return (
    <div className="exp-parts">
      <SourcePart spec={spec} />
      {spec ? (
        <>
          <ColumnsPart spec={spec} />
          <PurposePart spec={spec} />
          <PreviewPart spec={spec} />
        </>
      ) : (
        <p className="hx-secondary">{t('chooseFirst')}</p>
      )}
    </div>
  );
}
