import type { TextPair } from './pair';

/** Several selected blocks of the rule tree, and what is said of what was done to them. */
export const selectionText = {
  zh: {
    blocksN: '{{n}} 个条件块',
    selectedN: '已选 {{n}} 块',
    selectOne: '取消多选',
    'done.duplicate': '已复制 {{n}} 块',
    'done.wrap': '已把 {{n}} 块放入新分组',
    'done.unwrap': '已解散分组',
    'done.indent': '已移入上方分组',
    'done.outdent': '已移出分组',
    'done.moveUp': '已上移 {{n}} 块',
    'done.moveDown': '已下移 {{n}} 块',
    'done.toggle': '已切换 {{n}} 块的启用状态',
    'done.delete': '已删除 {{n}} 块',
    'done.copy': '已复制 {{n}} 块到剪贴板',
    'done.cut': '已剪切 {{n}} 块',
  },
  en: {
    blocksN: '{{n}} blocks',
    selectedN: '{{n}} selected',
    selectOne: 'Select one only',
    'done.duplicate': 'Duplicated blocks: {{n}}',
    'done.wrap': 'Wrapped in a new group: {{n}}',
    'done.unwrap': 'Group dissolved',
    'done.indent': 'Moved into the group above',
    'done.outdent': 'Moved out of the group',
    'done.moveUp': 'Moved up: {{n}}',
    'done.moveDown': 'Moved down: {{n}}',
    'done.toggle': 'Switched off or on: {{n}}',
    'done.delete': 'Deleted blocks: {{n}}',
    'done.copy': 'Copied blocks: {{n}}',
    'done.cut': 'Cut blocks: {{n}}',
  },
} satisfies TextPair;
