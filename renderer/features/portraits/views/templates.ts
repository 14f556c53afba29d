import type { PortraitSpec } from '#shared/model/portrait';
import type { TemplateState } from '#shared/model/portraitTemplate';
import { useKernel } from '../../../engine/kernel';
import { useLanguage } from '../../../text';
import { setViewOptions, useViewOptions } from './viewOptions';

export function useTemplates(): readonly TemplateState[] {
  const { data } = useKernel('portraitTemplates.list', { language: useLanguage() }, { keep: true });
  return data ?? [];
}

/** The template that is chosen, if this workspace has it. */
export function useChosenTemplate(): TemplateState | undefined {
  const chosen = useViewOptions((options) => options.template);
  return useTemplates().find(({ template }) => template.id === chosen);
}

/** The tags that a portrait is asked for. */
export function useChosenTags(): PortraitSpec['tags'] {
  const chosen = useChosenTemplate();
  return chosen ? { template: chosen.template.id } : 'published';
}

/** Looks at portraits as the template says; null for every published tag. */
export function chooseTemplate(chosen: TemplateState | null): void {
  if (!chosen) {
    setViewOptions({ template: null });
    return;
  }
  const { id, unknown, buckets, pictures } = chosen.template;
  const counted = buckets === 'months' ? { unknown } : { unknown, buckets };
  setViewOptions({ template: id, search: '', category: null, pictures, ...counted });
}
