import type { HuaxiangError } from '#shared/model/result';
import type { TagDefinition } from '#shared/model/tag';
import type { TagPreview } from '#shared/model/tagAnswers';
import type { TagSource } from '#shared/model/tagSource';
import { BehaviourForm } from './BehaviourForm';
import { BucketForm } from './BucketForm';
import { CasesForm } from './CasesForm';
import { ColumnForm } from './ColumnForm';
import { ContactsForm } from './ContactsForm';
import { ExpressionForm } from './ExpressionForm';
import { ListForm } from './ListForm';
import { RfmForm } from './RfmForm';
import { SegmentForm } from './SegmentForm';

interface SourceFormProps {
  readonly definition: TagDefinition;
  readonly preview: TagPreview | undefined;
  readonly error: HuaxiangError | undefined;
  readonly onSource: (source: TagSource) => void;
  readonly onDefinition: (changed: Partial<TagDefinition>) => void;
}

/** What each kind of tag is made of. */
export function SourceForm({ definition, preview, error, onSource, onDefinition }: SourceFormProps) {
  const { source } = definition;
  switch (source.kind) {
    case 'column':
      return <ColumnForm source={source} onDefinition={onDefinition} />;
    case 'bucket':
      return <BucketForm source={source} onChange={onSource} />;
    case 'behaviour':
      return <BehaviourForm source={source} onChange={onSource} />;
    case 'expression':
      return <ExpressionForm source={source} error={error} onChange={onSource} />;
    case 'cases':
      return <CasesForm source={source} overlap={preview?.overlap} onChange={onSource} />;
    case 'rfm':
      return <RfmForm source={source} onChange={onSource} />;
    case 'list':
    case 'model':
      return <ListForm source={source} onChange={onSource} />;
    case 'segment':
      return <SegmentForm source={source} onChange={onSource} />;
    case 'contacts':
      return <ContactsForm source={source} onChange={onSource} />;
  }
}
