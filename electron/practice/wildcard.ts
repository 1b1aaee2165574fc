/** IAM's `*` and `?`. Actions are compared without regard to case, resources with. */
export function wildcardFits(pattern: string, text: string, ignoreCase: boolean): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's').test(text);
}
