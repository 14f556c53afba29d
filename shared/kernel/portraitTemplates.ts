import { type PortraitTemplate, portraitTemplateSchema, type TemplateState } from '../model/portraitTemplate';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { currentDefinitions, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { isCached } from './tagColumns';
import { tagLibrary } from './tags';
import { dimensionTemplates } from './templateDimensions';

/** A tag with more values is an identifier or free text, not something people have in common. */
const MOST_VALUES = 1000;

type TemplateMethods = 'portraitTemplates.list' | 'portraitTemplates.save' | 'portraitTemplates.remove';

export function portraitTemplateHandlers(session: Session): Pick<Handlers<KernelMethods>, TemplateMethods> {
  const changed = () => session.changed('portraitTemplates');
  return {
    'portraitTemplates.list': ({ language }) =>
      session.readOneVersion(async (connection) => {
        const library = await tagLibrary(session, connection);
        const builtIn = dimensionTemplates(describing(library), language);
        const saved = await savedTemplates(connection);
        return [...builtIn.map((each) => stateOf(each, library, true)), ...saved.map((each) => stateOf(each, library, false))];
      }),
    'portraitTemplates.save': async ({ template }) => {
      const state = await session.write(async (connection) => {
        const library = await tagLibrary(session, connection);
        refuseBuiltIn(library, template.id);
        await saveDefinition(connection, {
          kind: 'portraitTemplate',
          id: template.id,
          body: template,
          now: session.ports.clock.now(),
        });
        return stateOf(template, library, false);
      });
      changed();
      return state;
    },
    'portraitTemplates.remove': async ({ id }) => {
      await session.write(async (connection) => {
        const library = await tagLibrary(session, connection);
        refuseBuiltIn(library, id);
        await findTemplate(connection, library, id);
        await saveDefinition(connection, { kind: 'portraitTemplate', id, body: null, now: session.ports.clock.now() });
      });
      changed();
      return null;
    },
  };
}

/** The tags of a template that the library has. @throws Fault UNKNOWN_TEMPLATE, INVALID_REQUEST where it has none. */
export async function templateTags(connection: SqlConnection, library: ReadonlyMap<string, Tag>, id: string): Promise<Tag[]> {
  const template = await findTemplate(connection, library, id);
  const tags = template.tags.flatMap((tag) => library.get(tag) ?? []).filter(isCached);
  if (tags.length > 0) return tags;
  throw fault('INVALID_REQUEST', 'portrait.templateEmpty', { name: template.name }, { at: { field: id } });
}

/** Tags that a portrait shows unasked. */
export function isDescriptive({ type, distinct, coverage, status }: Tag): boolean {
  if (coverage === 0 || status !== 'published') return false;
  return type !== 'category' || distinct <= MOST_VALUES;
}

function describing(library: ReadonlyMap<string, Tag>): Tag[] {
  return [...library.values()].filter(isDescriptive);
}

async function savedTemplates(connection: SqlConnection): Promise<PortraitTemplate[]> {
  return (await currentDefinitions(connection, 'portraitTemplate')).map(({ body }) => portraitTemplateSchema.parse(body));
}

async function findTemplate(connection: SqlConnection, library: ReadonlyMap<string, Tag>, id: string): Promise<PortraitTemplate> {
  const all = [...dimensionTemplates(describing(library), 'en'), ...(await savedTemplates(connection))];
  const found = all.find((template) => template.id === id);
  if (found) return found;
  const hint = say('hint.chooseTemplate', { templates: all.map((template) => template.id) });
  throw fault('UNKNOWN_TEMPLATE', 'portrait.noTemplate', { template: quoted(id) }, { hint, at: { field: id } });
}

function refuseBuiltIn(library: ReadonlyMap<string, Tag>, id: string): void {
  const builtIn = dimensionTemplates(describing(library), 'en').find((template) => template.id === id);
  if (!builtIn) return;
  throw fault('INVALID_REQUEST', 'portrait.builtIn', { name: builtIn.name }, { hint: 'hint.saveTemplate', at: { field: id } });
}

function stateOf(template: PortraitTemplate, library: ReadonlyMap<string, Tag>, builtIn: boolean): TemplateState {
  const has = (id: string) => {
    const tag = library.get(id);
    return tag !== undefined && isCached(tag);
  };
  return { template, builtIn, missing: template.tags.filter((id) => !has(id)) };
}
