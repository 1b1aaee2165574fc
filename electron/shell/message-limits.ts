/** Far above any form of the window, far below what would hold up main. */
const MOST_LETTERS = 64 * 1024;
const MOST_VALUES = 1000;
const MOST_LEVELS = 8;

interface Budget {
  letters: number;
  values: number;
}

/**
 * True where a message is plain data of a modest size: texts, numbers, truth values, null, undefined,
 * and lists and objects of these. Structured clone lets through much more (maps, dates, buffers,
 * circles), which no verb takes; it is refused here, before a schema spends time on it.
 */
export function isModestPlainData(value: unknown): boolean {
  return fits(value, { letters: MOST_LETTERS, values: MOST_VALUES }, MOST_LEVELS);
}

/** Draws on `budget` for `value` and all that is in it; false where it runs out. */
function fits(value: unknown, budget: Budget, levels: number): boolean {
  budget.values -= 1;
  if (budget.values < 0 || levels < 0) {
    return false;
  }
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
    case 'number':
      return true;
    case 'string':
      budget.letters -= value.length;
      return budget.letters >= 0;
    case 'object':
      return value === null || partsFit(value, budget, levels - 1);
    default:
      return false;
  }
}

function partsFit(value: object, budget: Budget, levels: number): boolean {
  if (Array.isArray(value)) {
    // A list of holes has a length and costs nothing to send.
    return value.length <= budget.values && value.every((part) => fits(part, budget, levels));
  }
  if (!isPlainObject(value)) {
    return false;
  }
  for (const name in value) {
    budget.letters -= name.length;
    if (!fits((value as Record<string, unknown>)[name], budget, levels)) {
      return false;
    }
  }
  return budget.letters >= 0;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
