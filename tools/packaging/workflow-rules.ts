/** What is wrong with a workflow of the public host, a sentence each: loose pins, rights, secrets. */
export function workflowProblems(text: string): string[] {
  const uses = [...text.matchAll(/^\s*(?:-\s+)?uses:\s*(.*)$/gm)].map(([, action]) => action ?? '');
  const rights = [...text.matchAll(/^ *permissions:(.*(?:\n +\w[\w-]*: \w+)*)/gm)].map(
    ([, block]) => (block ?? '').trim(),
  );
  return [
    ...uses
      .filter((action) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))
      .map((action) => `${action} is not pinned by a commit with its version beside it`),
    ...(rights.length === 1 && rights[0] === 'contents: read'
      ? []
      : ['the rights are not those of reading the code, once for all jobs']),
    ...(/\bsecrets\s*[.[]/.test(text) ? ['it uses a secret'] : []),
    ...(/pull_request_target|workflow_run/.test(text)
      ? ['it runs the code of strangers with the rights of the repository']
      : []),
    ...(count(text, /actions\/checkout@/g) === count(text, /persist-credentials: false/g)
      ? []
      : ['a checkout leaves its token behind']),
  ];
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
