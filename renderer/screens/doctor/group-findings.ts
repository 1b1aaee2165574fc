import type { DoctorFindingView } from '../../../electron/contract/surgery.ts';

/** The findings of one file, of the environment, or of what stands in no line. */
export interface FindingGroup {
  readonly title: string;
  /** True where the title is the path of a file. */
  readonly isFile: boolean;
  readonly findings: readonly DoctorFindingView[];
}

/** By file, in the order in which the doctor names the files; then what stands in none. */
export function groupFindings(findings: readonly DoctorFindingView[]): readonly FindingGroup[] {
  const byTitle = Map.groupBy(findings, titleOf);
  const groups = [...byTitle].map(([title, found]) => ({
    title,
    isFile: found[0]?.place !== undefined,
    findings: found,
  }));
  return groups.toSorted((one, other) => Number(other.isFile) - Number(one.isFile));
}

function titleOf({ place, code }: DoctorFindingView): string {
  if (place !== undefined) return place.path;
  return code.startsWith('ENVIRONMENT_') ? 'Environment' : 'In no line';
}

/** `2 errors, 1 warning`; empty where there are none of either. */
export function countText(findings: readonly DoctorFindingView[]): string {
  const counts = (['error', 'warning'] as const).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? '' : `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  return counts.filter((text) => text !== '').join(', ');
}
