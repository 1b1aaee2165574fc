import type { TrayItem } from '../types.ts';

/** A menu as lines: `# header`, `(disabled)`, `submenu >`, `---`, `label [accelerator]`. */
export function outline(items: readonly TrayItem[], depth = 0): string[] {
  return items.flatMap((item) => [
    `${'  '.repeat(depth)}${lineOf(item)}`,
    ...outline(item.items ?? [], depth + 1),
  ]);
}

function lineOf({ kind, label = '', enabled, accelerator }: TrayItem): string {
  switch (kind) {
    case 'separator':
      return '---';
    case 'header':
      return `# ${label}`;
    case 'submenu':
      return `${label} >`;
    case 'action': {
      const text = accelerator === undefined ? label : `${label} [${accelerator}]`;
      return enabled === false ? `(${text})` : text;
    }
  }
}
